using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Errors;

/// <summary>An error as the service words it, in the <c>errors</c> of an envelope.</summary>
public sealed class ServiceError
{
    // Nobody reads more in a message; Message has the whole.
    private const int MostCharacters = 500;

    /// <summary>Creates an error; what is left out the service did not say.</summary>
    public ServiceError(string? code = null, string? title = null, string? message = null, string? parameter = null, string? value = null, string? source = null)
    {
        Code = code;
        Title = title;
        Message = message;
        Parameter = parameter;
        Value = value;
        Source = source;
    }

    /// <summary>The service's code, such as <c>E-0-004</c>. No list of codes is public: it is passed on as it came.</summary>
    public string? Code { get; }

    /// <summary>The error in a few words.</summary>
    public string? Title { get; }

    /// <summary>The error in a sentence; may echo the value that was refused.</summary>
    public string? Message { get; }

    /// <summary>The field that was refused (F49 of docs/service.md).</summary>
    public string? Parameter { get; }

    /// <summary>The value that was refused: personal data, in most cases.</summary>
    public string? Value { get; }

    /// <summary>The item that was refused: its external id or id, where the service says it.</summary>
    public string? Source { get; }

    /// <summary>The same error without what must not be shown.</summary>
    internal ServiceError Redacted(Redactor redactor) =>
        new(redactor.Redact(Code), redactor.Redact(Title), redactor.Redact(Message), redactor.Redact(Parameter), redactor.Redact(Value), redactor.Redact(Source));

    /// <summary>What a reader is told: title and message, without e-mail addresses and long numbers, and the code; control and format characters are escaped.</summary>
    public override string ToString() => Describe(PersonalData.Mask);

    /// <summary>The same with what the service echoes of the caller's own input, for the error about it; not for logs.</summary>
    public string Describe() => Describe(static words => words);

    private string Describe(Func<string, string> show)
    {
        var words = string.Join(": ", new[] { Title, Message }.Where(part => !string.IsNullOrWhiteSpace(part)).Distinct(StringComparer.OrdinalIgnoreCase));
        var said = words.Length == 0 ? Messages.Get("NoReason") : show(words).TrimEnd('.');
        said = said.Length > MostCharacters ? $"{said.Substring(0, MostCharacters)}…" : said;
        return VisibleText.Of(string.IsNullOrEmpty(Code) ? said : $"{said} ({Code})");
    }
}
