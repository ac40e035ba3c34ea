namespace ContactsPS.Client.Http;

/// <summary>What the end of a request says about the load of the service.</summary>
internal enum RequestOutcome
{
    /// <summary>Nothing: it was cancelled, or there was no connection.</summary>
    None,

    /// <summary>There was a response, whatever its status.</summary>
    Answered,

    /// <summary>429, 503, or no response in time.</summary>
    Overloaded,
}
