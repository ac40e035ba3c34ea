using System.Management.Automation;

namespace ContactsPS.Testing;

/// <summary>What a script wrote to each stream.</summary>
public sealed class EngineResult
{
    internal EngineResult(IReadOnlyList<PSObject> output, PSDataStreams streams, ErrorRecord? terminating)
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
    public object? Value => Output.Single()?.BaseObject;

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

    /// <summary>The only error, which did not end the script.</summary>
    /// <exception cref="InvalidOperationException">There is no error, another one, or more than one.</exception>
    public ErrorRecord SingleError(string id) =>
        Terminating is null && Errors is [var error] && IdOf(error) == id
            ? error
            : throw new InvalidOperationException($"Expected one error {id}, not: {Describe()}");

    /// <exception cref="InvalidOperationException">The script wrote an error or was ended by one.</exception>
    public EngineResult ThrowIfFailed() =>
        Terminating is null && Errors.Count == 0 ? this : throw new InvalidOperationException($"The script failed: {Describe()}", (Terminating ?? Errors[0]).Exception);

    private string Describe() => string.Join(Environment.NewLine, Errors.Append(Terminating).OfType<ErrorRecord>().Select(error => $"{error.FullyQualifiedErrorId}: {error}"));

    private static string IdOf(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];
}
