namespace ContactsPS.Sandbox.Http;

/// <summary>What was read is no HTTP request this server takes; the connection ends with <see cref="Status"/>.</summary>
internal sealed class BadRequestException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
