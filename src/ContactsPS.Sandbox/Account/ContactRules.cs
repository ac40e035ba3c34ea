using ContactsPS.Sandbox.Responses;

namespace ContactsPS.Sandbox.Account;

/// <summary>What the vendor's page demands of a contact, whichever way it came in.</summary>
internal static class ContactRules
{
    /// <summary>The first rule the contact breaks: a refused item has one entry, not one for each field.</summary>
    public static ApiError? FirstBroken(SandboxContact contact)
    {
        foreach (var field in ContactField.All)
        {
            if (field.Get(contact) is { } value && value.Length > field.Limit)
            {
                return ApiErrors.TooLong(field.Name, value, field.Limit);
            }
        }

        return contact switch
        {
            { ExternalId: "" } => ApiErrors.EmptyExternalId(),
            { Email: null, PhoneNumber: null } => ApiErrors.NoAddress(),
            { Email: { } email } when !IsEmail(email) => ApiErrors.InvalidEmail(email),
            { PhoneNumber: { } phoneNumber } when !IsPhoneNumber(phoneNumber) => ApiErrors.InvalidPhoneNumber(phoneNumber),
            _ => null,
        };
    }

    /// <summary><c>^\+?[0-9]+$</c></summary>
    public static bool IsPhoneNumber(string text)
    {
        var start = text.Length > 0 && text[0] == '+' ? 1 : 0;
        return text.Length > start && text.Skip(start).All(static character => character is >= '0' and <= '9');
    }

    private static bool IsEmail(string text)
    {
        var parts = text.Split('@');
        return parts.Length == 2
            && parts[0].Length > 0
            && !text.Any(static character => char.IsWhiteSpace(character) || char.IsControl(character))
            && parts[1].Split('.') is { Length: > 1 } labels
            && labels.All(static label => label.Length > 0);
    }
}
