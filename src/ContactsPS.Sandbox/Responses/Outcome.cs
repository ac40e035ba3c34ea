namespace ContactsPS.Sandbox.Responses;

/// <summary>The changed item, or the error.</summary>
internal readonly record struct Outcome<T>(T? Value, ApiError? Error)
{
    public static implicit operator Outcome<T>(T value) => new(value, Error: null);

    public static implicit operator Outcome<T>(ApiError error) => new(Value: default, error);
}
