using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ContactsPS.Binding;
using ContactsPS.Client.Paging;
using ContactsPS.Connections;

namespace ContactsPS.Completion;

/// <summary>The command that is being typed, and the session it is typed in.</summary>
internal sealed class CompletionContext(string commandName, string parameterName, CommandAst command, IDictionary bound)
{
    private SessionState? session;

    public string CommandName => commandName;

    public string ParameterName => parameterName;

    /// <summary>The session whose prompt this is. The engine lends it to nobody while it completes, but to a nested pipeline.</summary>
    public SessionState Session => session ??= FindSession();

    public RunspaceState Runspace => RunspaceState.Of(Session);

    /// <summary>A parameter's value as far as it is known before the line is run.</summary>
    public object? ValueOf(string parameter) => InputRow.Unwrap(bound?[parameter]);

    /// <summary>What the account of the line's connection holds, asked for once a minute.</summary>
    public IReadOnlyList<T> ListFromService<T>(Func<ContactsClient, AsyncPageable<T>> list)
        where T : class
    {
        var connection = new TypedConnection(this, command).Find();
        return connection is null ? [] : CompletionCache.Of(connection, typeof(T).Name, () => CompletionTimeout.Await(token => list(connection.Open(static _ => { }, isDetailed: false, token)).ReadAllAsync(token)));
    }

    private static SessionState FindSession()
    {
        using var nested = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return ((EngineIntrinsics)nested.AddScript("$ExecutionContext").Invoke().Single().BaseObject).SessionState;
    }
}
