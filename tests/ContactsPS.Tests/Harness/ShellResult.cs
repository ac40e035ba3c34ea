using System.Management.Automation;

namespace ContactsPS.Tests.Harness;

/// <summary>What a script wrote to each stream.</summary>
public sealed class ShellResult
{
    internal ShellResult(IReadOnlyList<PSObject> output, PSDataStreams streams, ErrorRecord? terminating)
    {
        Output = output;
        Terminating = terminating;
        Errors = [.. streams.Error];
        Warnings = [.. streams.Warning.Select(record => record.Message)];
        Verbose = [.. streams.Verbose.Select(record => record.Message)];
        Debug = [.. streams.Debug.Select(record => record.Message)];
        Progress = [.. streams.Progress];
        Information = [.. streams.Information];
    }

    public IReadOnlyList<PSObject> Output { get; }

    /// <summary>The only object written.</summary>
    public object? Value => Assert.Single(Output)?.BaseObject;

    /// <summary>The objects written, as text.</summary>
    public IReadOnlyList<string> Texts => [.. Output.Select(item => LanguagePrimitives.ConvertTo<string>(item))];

    /// <summary>The errors that did not end the script.</summary>
    public IReadOnlyList<ErrorRecord> Errors { get; }

    /// <summary>The error that ended the script.</summary>
    public ErrorRecord? Terminating { get; }

    public IReadOnlyList<string> Warnings { get; }

    public IReadOnlyList<string> Verbose { get; }

    public IReadOnlyList<string> Debug { get; }

    public IReadOnlyList<ProgressRecord> Progress { get; }

    public IReadOnlyList<InformationRecord> Information { get; }

    /// <summary>The ids of the errors that did not end the script, without the cmdlet's name.</summary>
    public IReadOnlyList<string> ErrorIds => [.. Errors.Select(IdOf)];

    /// <summary>The id of the error that ended the script.</summary>
    public string? TerminatingId => Terminating is null ? null : IdOf(Terminating);

    /// <summary>The only error that did not end the script, which has to be of this id.</summary>
    public ErrorRecord SingleError(string id)
    {
        Assert.Null(Terminating);
        var error = Assert.Single(Errors);
        Assert.Equal(id, IdOf(error));
        return error;
    }

    public ShellResult ThrowIfFailed()
    {
        Assert.Null(Terminating?.Exception);
        Assert.Empty(Errors.Select(error => error.ToString()));
        return this;
    }

    private static string IdOf(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];
}
