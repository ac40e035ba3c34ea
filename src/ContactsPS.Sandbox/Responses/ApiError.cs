namespace ContactsPS.Sandbox.Responses;

/// <summary>Why an item or a whole request was refused: one entry of <c>errors</c>.</summary>
/// <param name="Source">The caller's id of the refused item.</param>
internal sealed record ApiError(string Code, string Title, string Message, string Parameter = "", string Value = "", string Source = "")
{
    /// <summary>The same error without what it is about.</summary>
    public ApiError Nameless => this with { Message = "", Parameter = "", Value = "", Source = "" };
}
