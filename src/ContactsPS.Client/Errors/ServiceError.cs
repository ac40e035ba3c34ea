using ContactsPS.Client.Redaction;

namespace ContactsPS.Client.Errors;

/// <summary>One error of the service, from the <c>errors</c> of an envelope.</summary>
public sealed class ServiceError
{
    // Longer text is not readable in a message; Message has all of it.
    private const int MostCharacters = 500;

    /// <summary>Creates an error; parts that the service left out are null.</summary>
    public ServiceError(string? code = null, string? title = null, string? message = null, string? parameter = null, string? value = null, string? source = null)
    {
        Code = code;
        Title = title;
        Message = message;
        Parameter = parameter;
        Value = value;
        Source = source;
    }

    /// <summary>The service's code, such as <c>E-0-004</c>. There is no public list of codes, so it is passed on as it is.</summary>
    public string? Code { get; }

    /// <summary>A short title.</summary>
    public string? Title { get; }

    /// <summary>A sentence; it may echo the refused value.</summary>
    public string? Message { get; }

    /// <summary>The refused field (F49 of docs/service.md).</summary>
    public string? Parameter { get; }

    /// <summary>The refused value, which is personal data in most cases.</summary>
    public string? Value { get; }

    /// <summary>The external id or the id of the refused item, if the service names it.</summary>
    public string? Source { get; }

    /// <summary>The same error without secrets and personal data.</summary>
    internal ServiceError Redacted(Redactor redactor) =>
        new(redactor.Redact(Code), redactor.Redact(Title), redactor.Redact(Message), redactor.Redact(Parameter), redactor.Redact(Value), redactor.Redact(Source));

    /// <summary>Title, message and code for a reader, without e-mail addresses and long numbers; control and format characters are escaped.</summary>
    public override string ToString() => Describe(PersonalData.Mask);

    /// <summary>The same, with what the service echoes of the caller's input: for the error about this input, not for logs.</summary>
    public string Describe() => Describe(static words => words);

    private string Describe(Func<string, string> show)
    {
        var words = string.Join(": ", new[] { Title, Message }.Where(part => !string.IsNullOrWhiteSpace(part)).Distinct(StringComparer.OrdinalIgnoreCase));
        var said = words.Length == 0 ? Messages.Get("NoReason") : show(words).TrimEnd('.');
        said = said.Length > MostCharacters ? $"{said.Substring(0, MostCharacters)}…" : said;
        return VisibleText.Of(string.IsNullOrEmpty(Code) ? said : $"{said} ({Code})");
    }
}
