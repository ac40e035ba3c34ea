using System.Management.Automation;
using ContactsPS.Client.Redaction;
using ContactsPS.Errors;

namespace ContactsPS.Binding;

/// <summary>Accepts only channels that the service has a filter for, because a filter that it ignores would list everybody.</summary>
internal sealed class ValidateChannelAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <summary>The channels that the service has a filter for, and the name for all of them (F14 of docs/service.md).</summary>
    public static readonly IReadOnlyList<string> Channels = ["email", "sms", "push", "all"];

    /// <summary>Whether the typed channels include one, by name or as "all".</summary>
    public static bool Covers(IEnumerable<string> typed, string channel) =>
        typed.Any(name => string.Equals(name, channel, StringComparison.OrdinalIgnoreCase) || string.Equals(name, "all", StringComparison.OrdinalIgnoreCase));

    protected override void ValidateElement(object element)
    {
        var name = LanguagePrimitives.ConvertTo<string>(element);
        if (!Channels.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new ValidationMetadataException($"'{VisibleText.Of(name)}': {Messages.Get("NeedsChannel")}.");
        }
    }
}
