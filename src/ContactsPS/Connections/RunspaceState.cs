using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Connections;

/// <summary>
/// What the module remembers for a runspace: its connections and its sandboxes. Kept in a variable of the runspace's global scope, so that a
/// runspace that is reused and reset starts without somebody else's account. (A table keyed by runspace would not; module scope is not seen
/// from inside other modules.) The variable is constant, so that Remove-Variable does not lose the account. Its members are internal, since anyone
/// who lists or serializes variables would see public ones.
/// </summary>
internal sealed class RunspaceState
{
    private const string Variable = "global:ContactsPSState";

    private readonly Dictionary<string, ContactConnection> named = new(StringComparer.OrdinalIgnoreCase);

    private ContactConnection? latest;

    // Whether somebody connected or disconnected here. Then the environment is not used: its account may be another one.
    private bool isManaged;

    /// <summary>The connection in use unless another is named: the latest one made, or the environment's if nobody ever connected here.</summary>
    /// <exception cref="InputException">There is no such connection.</exception>
    internal ContactConnection Default => latest ?? (isManaged
        ? throw InputException.Of(FailureKind.NotConnected, "NotConnected_Ended", ConnectionEnvironment.IsSet ? Messages.Get("NotConnected_Environment") : string.Empty)
        : ConnectionEnvironment.Open(this));

    /// <summary>The connection made of the environment's variables, with what they held then.</summary>
    internal (string Variables, ContactConnection Connection)? FromEnvironment { get; set; }

    internal ICollection<ContactConnection> Connections => named.Values;

    internal List<ContactSandbox> Sandboxes { get; } = [];

    /// <summary>The state of the runspace, made on first use.</summary>
    internal static RunspaceState Of(SessionState session)
    {
        switch (session.PSVariable.GetValue(Variable))
        {
            case RunspaceState existing:
                return existing;
            case not null:
                throw new PSInvalidOperationException(Messages.Get("AnotherVersion"));
        }

        var state = new RunspaceState();
        session.PSVariable.Set(new PSVariable(Variable, state, ScopedItemOptions.Constant));
        return state;
    }

    /// <summary>Leaves no default, until the next connection is made.</summary>
    internal void Forget()
    {
        latest = null;
        isManaged = true;
    }

    /// <summary>Makes a connection the runspace's default, in place of one of the same name.</summary>
    internal void Add(ContactConnection connection)
    {
        named[connection.Name] = connection;
        latest = connection;
        isManaged = true;
    }

    /// <summary>Closes the named connection, or the default, which leaves no default.</summary>
    /// <returns>Whether there is a connection of that name.</returns>
    internal bool Close(string? name)
    {
        var connection = name is null ? latest : Find(name);
        if (name is null || ReferenceEquals(connection, latest))
        {
            Forget();
        }

        if (connection is not null)
        {
            named.Remove(connection.Name);
            connection.Dispose();
        }

        return name is null || connection is not null;
    }

    internal ContactConnection? Find(string name) => named.TryGetValue(name, out var connection) ? connection : null;

    public override string ToString() => "ContactsPS";
}
