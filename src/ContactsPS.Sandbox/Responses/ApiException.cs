namespace ContactsPS.Sandbox.Responses;

/// <summary>The whole request is refused.</summary>
internal sealed class ApiException(int status, ApiError error) : Exception(error.Message)
{
    public int Status { get; } = status;

    public ApiError Error { get; } = error;
}
