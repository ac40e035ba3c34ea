namespace ContactsPS.Sandbox.Http;

/// <summary>The bytes are not an HTTP request that this server accepts; the connection ends with <see cref="Status"/>.</summary>
internal sealed class BadRequestException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
