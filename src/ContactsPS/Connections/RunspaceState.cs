using System.Management.Automation;

namespace ContactsPS.Connections;

/// <summary>
/// What the module remembers for a runspace: its connections and its sandboxes. Kept in a variable of the runspace's global scope, so that a
/// runspace that is reused and reset starts without somebody else's account. (A table keyed by runspace would not; module scope is not seen
/// from inside other modules.) Its members are internal, since anyone who lists or serializes variables would see public ones.
/// </summary>
internal sealed class RunspaceState
{
    private const string VariableName = "ContactsPSState";

    private readonly Dictionary<string, ContactConnection> named = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The latest connection made; null after a failed or undone one.</summary>
    internal ContactConnection? Default { get; set; }

    /// <summary>The connection made of the environment's variables, with what they held then.</summary>
    internal (string Variables, ContactConnection Connection)? FromEnvironment { get; set; }

    internal ICollection<ContactConnection> Connections => named.Values;

    internal List<ContactSandbox> Sandboxes { get; } = [];

    /// <summary>The state of the runspace, made on first use.</summary>
    internal static RunspaceState Of(SessionState session)
    {
        if (session.PSVariable.GetValue($"global:{VariableName}") is RunspaceState existing)
        {
            return existing;
        }

        var state = new RunspaceState();
        session.PSVariable.Set($"global:{VariableName}", state);
        return state;
    }

    /// <summary>Makes a connection the runspace's default, in place of one of the same name.</summary>
    internal void Add(ContactConnection connection)
    {
        named[connection.Name] = connection;
        Default = connection;
    }

    internal void Remove(ContactConnection connection)
    {
        named.Remove(connection.Name);
        if (ReferenceEquals(Default, connection))
        {
            Default = null;
        }
    }

    internal ContactConnection? Find(string name) => named.TryGetValue(name, out var connection) ? connection : null;

    public override string ToString() => "ContactsPS";
}
