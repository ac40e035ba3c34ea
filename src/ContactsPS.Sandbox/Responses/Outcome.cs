namespace ContactsPS.Sandbox.Responses;

/// <summary>An item as it now is, or why nothing was done.</summary>
internal readonly record struct Outcome<T>(T? Value, ApiError? Error)
{
    public static implicit operator Outcome<T>(T value) => new(value, Error: null);

    public static implicit operator Outcome<T>(ApiError error) => new(Value: default, error);
}
