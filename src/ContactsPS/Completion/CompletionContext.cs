using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ContactsPS.Binding;
using ContactsPS.Client.Paging;
using ContactsPS.Connections;

namespace ContactsPS.Completion;

/// <summary>The command that is being typed, and its session.</summary>
internal sealed class CompletionContext(string commandName, string parameterName, CommandAst command, IDictionary bound)
{
    private SessionState? session;

    public string CommandName => commandName;

    public string ParameterName => parameterName;

    /// <summary>The session of the prompt. While the engine completes, only a nested pipeline can use it.</summary>
    public SessionState Session => session ??= FindSession();

    public RunspaceState Runspace => RunspaceState.Of(Session);

    /// <summary>The value of a parameter, as far as it is known before the line is run.</summary>
    public object? ValueOf(string parameter) => InputRow.Unwrap(bound?[parameter]);

    /// <summary>Data of the account of the line's connection, requested once a minute.</summary>
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
