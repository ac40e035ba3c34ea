using System.Management.Automation;
using ContactsPS.Errors;

namespace ContactsPS.Connections;

/// <summary>
/// The module's state in a runspace: its connections and its sandboxes. Kept in a variable of the runspace's global scope, so that a
/// runspace that is reset and reused starts without another caller's account. (A table keyed by runspace would keep it, and other modules do not see
/// the module's scope.) The variable is constant, so that Remove-Variable does not lose the account. Its members are internal, because
/// listing or serializing variables shows public ones.
/// </summary>
internal sealed class RunspaceState
{
    private const string Variable = "global:ContactsPSState";

    private readonly Dictionary<string, ContactConnection> named = new(StringComparer.OrdinalIgnoreCase);

    private ContactConnection? latest;

    // Whether a connection was made or ended here. Then the environment is not used, because it may name another account.
    private bool isManaged;

    /// <summary>The default connection: the latest one, or the environment's if none was made or ended here.</summary>
    /// <exception cref="InputException">There is no default connection.</exception>
    internal ContactConnection Default => latest ?? (isManaged
        ? throw InputException.Of(FailureKind.NotConnected, "NotConnected_Ended", ConnectionEnvironment.IsSet ? Messages.Get("NotConnected_Environment") : string.Empty)
        : ConnectionEnvironment.Open(this));

    /// <summary>The connection from the environment, with the values of its variables.</summary>
    internal (string Variables, ContactConnection Connection)? FromEnvironment { get; set; }

    internal ICollection<ContactConnection> Connections => named.Values;

    internal List<ContactSandbox> Sandboxes { get; } = [];

    /// <summary>The state of a runspace, created on first use.</summary>
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

    /// <summary>Removes the default connection until the next one is made.</summary>
    internal void Forget()
    {
        latest = null;
        isManaged = true;
    }

    /// <summary>Adds a connection as the default; it replaces one with the same name.</summary>
    internal void Add(ContactConnection connection)
    {
        named[connection.Name] = connection;
        latest = connection;
        isManaged = true;
    }

    /// <summary>Closes the named connection, or the default one, after which there is no default.</summary>
    /// <returns>Whether a connection with this name exists.</returns>
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
