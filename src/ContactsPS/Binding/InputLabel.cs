using System.Management.Automation;

namespace ContactsPS.Binding;

/// <summary>An input as messages name it, such as <c>Row 12 (C-0012)</c>. The text is made when a message asks for it: few rows have one.</summary>
/// <param name="place">Where the input came from.</param>
/// <param name="name">What its row calls it, or the contact or the row of a file that it is, which do not change; null if it has no name.</param>
internal sealed class InputLabel(Func<string> place, object? name)
{
    private string? text;

    public InputLabel(string text)
        : this(() => text, name: null)
    {
    }

    /// <summary>Where the input came from, such as <c>Row 12</c>.</summary>
    public Func<string> Place => place;

    public static implicit operator InputLabel(string text) => new(text);

    public override string ToString() => text ??= NameOf(name) is (string or long or int) and var shown ? $"{place()} ({shown})" : place();

    private static object? NameOf(object? name) => name switch
    {
        InputRow row => NameOf(row),
        Contact contact => NameOf(new InputRow(PSObject.AsPSObject(contact))),
        _ => name,
    };

    /// <summary>What a row calls its contact.</summary>
    public static object? NameOf(InputRow row) => row.Filled("ExternalId") ?? row.Filled("Id") ?? row.Filled("ContactId") ?? row.Filled("Email");
}
