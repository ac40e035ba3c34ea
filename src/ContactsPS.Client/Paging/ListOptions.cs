using ContactsPS.Client.Http;

namespace ContactsPS.Client.Paging;

/// <summary>Which part of a list to read, and the size of its pages. The service reports no total.</summary>
public sealed class ListOptions
{
    /// <summary>The whole list in pages of 1000.</summary>
    public static readonly ListOptions All = new();

    private readonly int pageSize = ContactRules.MaximumPageSize;
    private readonly int throttleLimit = int.MaxValue;

    /// <summary>The items of one request, 1 to 1000; default 1000. The service is assumed to refuse more (F36 of docs/service.md). Independent of <see cref="First"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside 1 to 1000.</exception>
    public int PageSize
    {
        get => pageSize;
        init => pageSize = value is >= 1 and <= ContactRules.MaximumPageSize
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, Messages.Get("NeedsPageSize"));
    }

    /// <summary>
    /// The most pages in flight; default and maximum: <see cref="ContactsClientOptions.ThrottleLimit"/>. With 1,
    /// a page is requested only when the reader needs it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public int ThrottleLimit
    {
        get => throttleLimit;
        init => throttleLimit = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, Messages.Get("NeedsThrottleLimit"));
    }

    /// <summary>How many items to skip; default 0.</summary>
    public long Skip { get; init; }

    /// <summary>The most items to read; default all.</summary>
    public long First { get; init; } = long.MaxValue;

    /// <summary>
    /// Whether each page begins with the last item of the previous page; default false. This shows when another client removes items and so moves others to pages that
    /// were already read; the reader then reads those again. It costs one or two more requests for each list, and needs a stable order, whichever it is (F21 of docs/service.md).
    /// </summary>
    public bool OverlapsPages { get; init; }

    /// <summary>The same part of the list, with at most as many pages in flight as the client allows.</summary>
    internal ListOptions Within(int throttleLimit) => new()
    {
        PageSize = PageSize,
        Skip = Skip,
        First = First,
        OverlapsPages = OverlapsPages,
        ThrottleLimit = Math.Min(ThrottleLimit, throttleLimit),
    };
}
