using ContactsPS.Client.Http;

namespace ContactsPS.Client.Paging;

/// <summary>Which part of a list to read, and in pages of what size. The service tells no total.</summary>
public sealed class ListOptions
{
    /// <summary>The whole list in pages of 1000.</summary>
    public static readonly ListOptions All = new();

    private readonly int pageSize = ContactRules.MaximumPageSize;
    private readonly int throttleLimit = int.MaxValue;

    /// <summary>Items a request asks for, 1 to 1000; default 1000. The service is taken to refuse more (F36 of docs/service.md). Independent of <see cref="First"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside 1 to 1000.</exception>
    public int PageSize
    {
        get => pageSize;
        init => pageSize = value is >= 1 and <= ContactRules.MaximumPageSize
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, Messages.Get("NeedsPageSize"));
    }

    /// <summary>
    /// The most pages in flight; default as many as <see cref="ContactsClientOptions.ThrottleLimit"/> allows, which is also the most. With 1
    /// a page is asked for when its reader wants it, and none ahead.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public int ThrottleLimit
    {
        get => throttleLimit;
        init => throttleLimit = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, Messages.Get("NeedsThrottleLimit"));
    }

    /// <summary>How many items to leave out at the beginning; default 0.</summary>
    public long Skip { get; init; }

    /// <summary>How many items to read at the most; default all.</summary>
    public long First { get; init; } = long.MaxValue;

    /// <summary>
    /// Whether each page begins with the last item of the page before it; default false. A removal by somebody else, which moves items onto pages that were read
    /// already, then shows, and the reader goes back for them. It costs one or two more requests for each list. It needs a list whose order is stable, whichever that is (F21 of docs/service.md).
    /// </summary>
    public bool OverlapsPages { get; init; }

    /// <summary>The same part of the list, with no more pages in flight than the client allows.</summary>
    internal ListOptions Within(int throttleLimit) => new()
    {
        PageSize = PageSize,
        Skip = Skip,
        First = First,
        OverlapsPages = OverlapsPages,
        ThrottleLimit = Math.Min(ThrottleLimit, throttleLimit),
    };
}
