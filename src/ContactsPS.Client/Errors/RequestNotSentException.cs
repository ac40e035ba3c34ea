namespace ContactsPS.Client.Errors;

/// <summary>A request was cancelled before the service can have processed any part of it. Nothing was changed.</summary>
public sealed class RequestNotSentException : OperationCanceledException
{
    /// <summary>Creates the exception.</summary>
    public RequestNotSentException()
        : base(Messages.Get("NotSent"))
    {
    }

    /// <summary>Creates the exception with a message of its own.</summary>
    public RequestNotSentException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause of its own.</summary>
    public RequestNotSentException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
