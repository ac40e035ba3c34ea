using System.Globalization;
using System.Management.Automation;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Completion;

/// <summary>Something that a Tab may insert.</summary>
/// <param name="Value">What the parameter is to get; quoted where it is inserted.</param>
/// <param name="Label">What the list of choices shows.</param>
/// <param name="Details">What else helps to choose.</param>
internal sealed record CompletionCandidate(string Value, string Label, string Details)
{
    /// <summary>What is inserted around the value, as a composite format.</summary>
    public string Form { get; init; } = "{0}";

    /// <summary>Whether it begins like what was typed, by what is shown or by what is inserted. A value that would not show as it is is not offered.</summary>
    public bool IsMeantBy(CompletionWord word) =>
        Value.Length > 0 && ReferenceEquals(VisibleText.Of(Value), Value) && (word.IsStartOf(Label) || word.IsStartOf(Value));

    public CompletionResult ToResult(CompletionWord word) =>
        new(string.Format(CultureInfo.InvariantCulture, Form, word.Quote(Value)), Shown(Label, Value), CompletionResultType.ParameterValue, Shown(Details, Label));

    /// <summary>A text of the service as a terminal may be given it: without what would steer it.</summary>
    private static string Shown(string text, string otherwise) => VisibleText.Of(string.IsNullOrWhiteSpace(text) ? otherwise : text.Trim());
}
