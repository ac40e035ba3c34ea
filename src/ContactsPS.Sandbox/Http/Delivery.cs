namespace ContactsPS.Sandbox.Http;

/// <summary>How much of an answer its client gets.</summary>
internal enum Delivery
{
    Whole,

    /// <summary>The head, half the body, and the connection is closed.</summary>
    HalfTheBody,

    /// <summary>The head, which announces half of the body, the whole body, and the connection is closed.</summary>
    HalfAnnounced,

    /// <summary>Nothing: the connection is closed.</summary>
    Nothing,

    /// <summary>Nothing, and the connection stays open until the client closes it.</summary>
    Silence,
}

/// <summary>What to send for a request. A response is missing only if none of it is delivered.</summary>
internal readonly record struct Reply(HttpResponse? Response, Delivery Delivery);
