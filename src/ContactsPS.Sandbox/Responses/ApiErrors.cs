using System.Globalization;

namespace ContactsPS.Sandbox.Responses;

/// <summary>All errors and codes of the sandbox. There is no public list of the service's codes: only E-0-004 is a real one.</summary>
internal static class ApiErrors
{
    public static ApiError EmptyToken() => new("E-0-004", "Empty token", "The Authorization and Application-Key headers are required.");

    public static ApiError InvalidToken() => new("E-0-004", "Invalid token", "The Authorization or the Application-Key header is not valid.");

    public static ApiError MethodNotAllowed(string method) => new("E-0-005", "Method not allowed", $"This path does not support the method {method}.");

    public static ApiError BodyIsNotJson() => new("E-0-010", "Invalid body", "The body is not valid JSON.");

    public static ApiError BodyIsNotAList() => new("E-0-011", "Invalid body", "The body must be a JSON array with at least one item.");

    public static ApiError BodyHasNoIds() =>
        new("E-0-012", "Invalid body", "The body must be an object whose id is a list of at least one integer.", "id");

    public static ApiError TooManyItems(int items, int limit) =>
        new("E-0-013", "Too many items", $"At most {Text(limit)} items are allowed in one request.", Value: Text(items));

    public static ApiError TooManyRequests() => new("E-0-029", "Too many requests", "Send the request again later.");

    public static ApiError InternalError() => new("E-0-500", "Internal error", "The request was not processed.");

    public static ApiError InvalidParameter(string parameter, string value, string rule) =>
        new("E-0-020", "Invalid parameter", $"The parameter {parameter} {rule}.", parameter, value);

    public static ApiError UnknownChannel(string channel) =>
        new("E-0-021", "Invalid channel", "The channel must be email, sms, push or all.", "channel", channel);

    public static ApiError NoAddress() =>
        new("E-1-001", "Missing address", "A contact needs an email or a phoneNumber.", "email");

    public static ApiError TooLong(string field, string value, int limit) =>
        new("E-1-002", "Value too long", $"The field {field} is longer than {Text(limit)} characters.", field, value);

    public static ApiError InvalidEmail(string value) =>
        new("E-1-003", "Invalid e-mail", $"'{value}' is not a valid e-mail address.", "email", value);

    public static ApiError InvalidPhoneNumber(string value) =>
        new("E-1-004", "Invalid phone number", $"'{value}' is not a valid phone number.", "phoneNumber", value);

    public static ApiError InvalidCreatedAt(string value) =>
        new("E-1-005", "Invalid date", "The field createdAt must be a date in the form yyyy-MM-dd HH:mm:ss.", "createdAt", value);

    public static ApiError InvalidExternalData(string value) =>
        new("E-1-006", "Invalid external data", "The field externalData must be an object of strings, numbers and Booleans.", "externalData", value);

    public static ApiError InvalidGroupList(string value) =>
        new("E-1-007", "Invalid group", "The field addToGroup must be a list of ids of existing groups.", "addToGroup", value);

    public static ApiError Taken(string field, string value) =>
        new("E-1-008", "Contact exists", $"A contact with the {field} '{value}' already exists.", field, value);

    public static ApiError EmptyExternalId() =>
        new("E-1-009", "Empty externalId", "The field externalId must not be empty.", "externalId");

    public static ApiError NotAnObject(string value) =>
        new("E-1-010", "Invalid item", "An item must be a JSON object.", Value: value);

    public static ApiError NotAText(string field, string value) =>
        new("E-1-011", "Invalid value", $"The field {field} must be a string.", field, value);

    public static ApiError NoChanges() =>
        new("E-1-012", "Invalid item", "An item must contain the changed fields in an object named data.", "data");

    public static ApiError NoContactNamed() =>
        new("E-1-013", "Invalid item", "An item must name its contact by id or externalId.", "id");

    public static ApiError UnknownContact(string parameter, string value) =>
        new("E-1-014", "Contact not found", "There is no such contact.", parameter, value, value);

    public static ApiError UnknownContact(string parameter, long id) => UnknownContact(parameter, Text(id));

    public static ApiError UnknownGroup(long id) => UnknownGroup("id", Text(id));

    public static ApiError UnknownGroup(string parameter, string value) =>
        new("E-1-015", "Group not found", "There is no such group.", parameter, value, value);

    public static ApiError BuiltInGroup(long id) =>
        new("E-1-016", "Built-in group", "The group of all contacts cannot be changed.", "id", Text(id), Text(id));

    public static ApiError UnknownSegment(string value) =>
        new("E-1-017", "Segment not found", "There is no such segment.", "id", value, value);

    public static ApiError NoGroupName() => new("E-1-018", "Missing name", "A group needs a name.", "name");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
