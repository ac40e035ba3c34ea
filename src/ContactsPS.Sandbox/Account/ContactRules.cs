using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Account;

/// <summary>The documented rules for a contact, for every route.</summary>
internal static class ContactRules
{
    /// <summary>The first rule that the contact breaks: a refused item has one error, not one for each field.</summary>
    public static ApiError? FirstBroken(SandboxContact contact)
    {
        var values = ContactField.All.Select(field => (Field: field, Value: field.Get(contact))).Where(static pair => pair.Value is not null).ToArray();
        return values.Select(static pair => pair.Value!.Length > pair.Field.Limit ? ApiErrors.TooLong(pair.Field.Name, pair.Value, pair.Field.Limit) : null)
            .Concat(values.Select(static pair => pair.Field.Check(pair.Value!)))
            .FirstOrDefault(static error => error is not null)
            ?? (contact is { Email: null, PhoneNumber: null } ? ApiErrors.NoAddress() : null);
    }

    /// <summary><c>^\+?[0-9]+$</c></summary>
    public static bool IsPhoneNumber(string text)
    {
        var start = text.Length > 0 && text[0] == '+' ? 1 : 0;
        return text.Length > start && text.Skip(start).All(static character => character is >= '0' and <= '9');
    }

    public static bool IsEmail(string text)
    {
        var parts = text.Split('@');
        return parts.Length == 2
            && parts[0].Length > 0
            && !text.Any(static character => char.IsWhiteSpace(character) || char.IsControl(character))
            && parts[1].Split('.') is { Length: > 1 } labels
            && labels.All(static label => label.Length > 0);
    }
}
