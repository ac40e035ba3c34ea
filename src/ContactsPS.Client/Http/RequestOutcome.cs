namespace ContactsPS.Client.Http;

/// <summary>What the end of a request says about how much the service can take.</summary>
internal enum RequestOutcome
{
    /// <summary>Nothing: it was cancelled, or there was no connection.</summary>
    None,

    /// <summary>There was an answer, whatever it said about the request.</summary>
    Answered,

    /// <summary>429, 503, or no answer in time.</summary>
    Overloaded,
}
