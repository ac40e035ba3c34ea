namespace ContactsPS.Sandbox.Responses;

/// <summary>Why an item, or a whole request, is not done: one entry of an answer's <c>errors</c>.</summary>
/// <param name="Source">The caller's name for the refused item, for the caller to find it by.</param>
internal sealed record ApiError(string Code, string Title, string Message, string Parameter = "", string Value = "", string Source = "")
{
    /// <summary>The same without a word of what it is about.</summary>
    public ApiError Nameless => this with { Message = "", Parameter = "", Value = "", Source = "" };
}
