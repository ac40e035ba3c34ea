namespace ContactsPS.Sandbox.Http;

/// <summary>How much of a response the client gets.</summary>
internal enum Delivery
{
    Whole,

    /// <summary>The headers and half of the body; then the connection is closed.</summary>
    HalfTheBody,

    /// <summary>The headers, which announce half of the body, and the whole body; then the connection is closed.</summary>
    HalfAnnounced,

    /// <summary>Nothing: the connection is closed.</summary>
    Nothing,

    /// <summary>Nothing, and the connection stays open until the client closes it.</summary>
    Silence,
}

/// <summary>What to send for a request. The response is null only if none of it is delivered.</summary>
internal readonly record struct Reply(HttpResponse? Response, Delivery Delivery);
