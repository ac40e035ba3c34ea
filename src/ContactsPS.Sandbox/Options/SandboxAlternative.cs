namespace ContactsPS.Sandbox.Options;

/// <summary>What the service may do differently, as far as the vendor's page leaves it open. Each names the fact of docs/service.md whose opposite it is.</summary>
public enum SandboxAlternative
{
    /// <summary>An external id that an active contact has may be given to another one (F17).</summary>
    DuplicateExternalIdAllowed,

    /// <summary>Creating a contact with an external id that an active contact has changes that contact (F16, F17).</summary>
    DuplicateExternalIdUpdates,

    /// <summary>An e-mail address that an active contact has is refused for another one (F18).</summary>
    UniqueEmail,

    /// <summary>A phone number that an active contact has is refused for another one (F18).</summary>
    UniquePhoneNumber,

    /// <summary>The external id of an archived contact is still taken (F29).</summary>
    ArchivedExternalIdTaken,

    /// <summary>Removing a contact erases it; there is no archive (F28).</summary>
    Erasing,

    /// <summary>Additional data in a change replaces what the contact has (F13).</summary>
    ExternalDataReplaced,

    /// <summary>Contacts are listed by id, the newest first (F21, F68).</summary>
    NewestFirst,

    /// <summary>The ids of contacts are numbers (F26).</summary>
    NumericId,

    /// <summary>The dates of contacts are unix seconds (F27).</summary>
    UnixDate,

    /// <summary>Responses to creations contain only the ids (F19).</summary>
    IdOnly,

    /// <summary>Responses to creations and changes contain no items (F19).</summary>
    NoItem,

    /// <summary>The error of a refused contact does not say which contact it is about, nor which field (F20, F49).</summary>
    NoSource,

    /// <summary>An empty list is a 200 instead of a 404 (F5).</summary>
    EmptyListIs200,

    /// <summary>Groups, fields and segments are listed completely, whatever the offset and the limit (F23).</summary>
    UnpagedList,

    /// <summary>A segment's count is called numberOfContacts (F30).</summary>
    CountIsNumberOfContacts,

    /// <summary>A segment's count is called contacts (F30).</summary>
    CountIsContacts,

    /// <summary>A segment answers 202 with Retry-After first, and 200 if it is requested again (F33).</summary>
    SlowSegment,

    /// <summary>No filter of a list of contacts is applied (F24).</summary>
    FilterIgnored,

    /// <summary>Contacts do not say which channels they have unsubscribed from (F25).</summary>
    NoSubscription,

    /// <summary>Responses are not compressed, and compressed requests are not understood (F59, F60).</summary>
    Uncompressed,

    /// <summary>A null in a change leaves the field as it is (F12).</summary>
    NullIgnored,

    /// <summary>Additional data is returned as text (F51).</summary>
    ExternalDataAsText,
}
