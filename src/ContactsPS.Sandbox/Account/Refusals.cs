using System.Globalization;

namespace ContactsPS.Sandbox.Account;

/// <summary>Every refusal the sandbox knows, and so every code. The service's own list is not public: only E-0-004 is the real one.</summary>
internal static class Refusals
{
    public static Refusal EmptyToken() => new("E-0-004", "Empty token", "The Authorization and Application-Key headers are required.");

    public static Refusal InvalidToken() => new("E-0-004", "Invalid token", "The Authorization or the Application-Key header is not valid.");

    public static Refusal MethodNotAllowed(string method) => new("E-0-005", "Method not allowed", $"{method} is not supported here.");

    public static Refusal BodyIsNotJson() => new("E-0-010", "Invalid body", "The body is not valid JSON.");

    public static Refusal BodyIsNotAList() => new("E-0-011", "Invalid body", "The body must be a JSON array with at least one item.");

    public static Refusal BodyHasNoIds() =>
        new("E-0-012", "Invalid body", "The body must be an object whose id is a list of at least one integer.", "id");

    public static Refusal TooManyItems(int items, int limit) =>
        new("E-0-013", "Too many items", $"At most {Text(limit)} items are allowed in one request.", Value: Text(items));

    public static Refusal TooManyRequests() => new("E-0-029", "Too many requests", "Repeat the request later.");

    public static Refusal InternalError() => new("E-0-500", "Internal error", "The request was not processed.");

    public static Refusal InvalidParameter(string parameter, string value, string rule) =>
        new("E-0-020", "Invalid parameter", $"The parameter {parameter} {rule}.", parameter, value);

    public static Refusal UnknownChannel(string channel) =>
        new("E-0-021", "Invalid channel", "The channel must be email, sms, push or all.", "channel", channel);

    public static Refusal NoAddress() =>
        new("E-1-001", "Missing address", "One of email and phoneNumber is required.", "email");

    public static Refusal TooLong(string field, string value, int limit) =>
        new("E-1-002", "Value too long", $"The field {field} is longer than {Text(limit)} characters.", field, value);

    public static Refusal InvalidEmail(string value) =>
        new("E-1-003", "Invalid e-mail", $"'{value}' is not a valid e-mail address.", "email", value);

    public static Refusal InvalidPhoneNumber(string value) =>
        new("E-1-004", "Invalid phone number", $"'{value}' is not a valid phone number.", "phoneNumber", value);

    public static Refusal InvalidCreatedAt(string value) =>
        new("E-1-005", "Invalid date", "The field createdAt must be a date as yyyy-MM-dd HH:mm:ss.", "createdAt", value);

    public static Refusal InvalidExternalData(string value) =>
        new("E-1-006", "Invalid external data", "The field externalData must be an object of strings, numbers and booleans.", "externalData", value);

    public static Refusal InvalidGroupList(string value) =>
        new("E-1-007", "Invalid group", "The field addToGroup must be a list of ids of existing groups.", "addToGroup", value);

    public static Refusal ExternalIdTaken(string externalId) =>
        new("E-1-008", "Contact exists", $"A contact with the externalId '{externalId}' exists already.", "externalId", externalId);

    public static Refusal EmptyExternalId() =>
        new("E-1-009", "Empty externalId", "The field externalId must not be empty.", "externalId");

    public static Refusal NotAnObject(string value) =>
        new("E-1-010", "Invalid item", "An item must be a JSON object.", Value: value);

    public static Refusal NotAText(string field, string value) =>
        new("E-1-011", "Invalid value", $"The field {field} must be a string.", field, value);

    public static Refusal NoChanges() =>
        new("E-1-012", "Invalid item", "An item must hold the changed fields as an object named data.", "data");

    public static Refusal NoContactNamed() =>
        new("E-1-013", "Invalid item", "An item must name its contact by id or externalId.", "id");

    public static Refusal UnknownContact(string parameter, string value) =>
        new("E-1-014", "Contact not found", "There is no such contact.", parameter, value, value);

    public static Refusal UnknownGroup(string parameter, string value) =>
        new("E-1-015", "Group not found", "There is no such group.", parameter, value, value);

    public static Refusal BuiltInGroup(string value) =>
        new("E-1-016", "Built-in group", "The group of all contacts cannot be changed.", "id", value, value);

    public static Refusal UnknownSegment(string value) =>
        new("E-1-017", "Segment not found", "There is no such segment.", "id", value, value);

    public static Refusal NoGroupName() => new("E-1-018", "Missing name", "A group needs a name.", "name");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
