using System.Globalization;
using System.Management.Automation;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Completion;

/// <summary>A completion that is offered.</summary>
/// <param name="Value">The value for the parameter; quoted when it is inserted.</param>
/// <param name="Label">The text in the list of choices.</param>
/// <param name="Details">The tooltip.</param>
internal sealed record CompletionCandidate(string Value, string Label, string Details)
{
    /// <summary>The text around the inserted value, as a composite format.</summary>
    public string Form { get; init; } = "{0}";

    /// <summary>Whether its label or its value begins with the typed text. A value that contains invisible characters is not offered.</summary>
    public bool IsMeantBy(CompletionWord word) =>
        Value.Length > 0 && ReferenceEquals(VisibleText.Of(Value), Value) && (word.IsStartOf(Label) || word.IsStartOf(Value));

    public CompletionResult ToResult(CompletionWord word) =>
        new(string.Format(CultureInfo.InvariantCulture, Form, word.Quote(Value)), Shown(Label, Value), CompletionResultType.ParameterValue, Shown(Details, Label));

    /// <summary>A text of the service without characters that control a terminal.</summary>
    private static string Shown(string text, string otherwise) => VisibleText.Of(string.IsNullOrWhiteSpace(text) ? otherwise : text.Trim());
}
