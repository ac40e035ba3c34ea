using ContactsPS.Client.Errors;
using ContactsPS.Client.Models;
using ContactsPS.Client.Paging;

namespace ContactsPS.Client.Tests;

/// <summary>A list of numbered groups whose pages the test returns at the time it chooses, and which others may change meanwhile.</summary>
internal sealed class ScriptedList
{
    private readonly List<Request> pending = [];
    private List<long> ids = [];
    private bool answersAtOnce;
    private long failsFrom = long.MaxValue;
    private (int Count, long Offset) insert = (0, long.MaxValue);
    private (int Count, long Offset) removal = (0, long.MaxValue);

    /// <summary>The requests so far, such as <c>offset=0&amp;limit=10</c>.</summary>
    public List<string> Requests { get; } = [];

    public int InFlight => pending.Count;

    public int MostInFlight { get; private set; }

    public ScriptedList Holds(int count)
    {
        ids = [.. Enumerable.Range(1, count).Select(id => (long)id)];
        return this;
    }

    public ScriptedList AnswersAtOnce()
    {
        answersAtOnce = true;
        return this;
    }

    public ScriptedList FailsFrom(long offset)
    {
        failsFrom = offset;
        return this;
    }

    /// <summary>Adds items at the front, just before a page from this offset on is read.</summary>
    public ScriptedList InsertsAtTheFront(int count, long beforeOffset)
    {
        insert = (count, beforeOffset);
        return this;
    }

    /// <summary>Removes items at the front, just before a page from this offset on is read.</summary>
    public ScriptedList RemovesAtTheFront(int count, long beforeOffset)
    {
        removal = (count, beforeOffset);
        return this;
    }

    public IAsyncEnumerator<Page<ContactGroup>> Read(int pageSize = 10, long first = long.MaxValue, int throttle = 8) =>
        List(pageSize, first, throttle).AsPages().GetAsyncEnumerator();

    public async Task<List<long>> ReadAllAsync(int pageSize = 10, long first = long.MaxValue, int throttle = 8, bool overlaps = false)
    {
        var read = new List<long>();
        await foreach (var group in List(pageSize, first, throttle, overlaps))
        {
            read.Add(group.Id!.Value);
        }

        return read;
    }

    public void AnswerOldest() => Answer(0);

    public void AnswerLatest() => Answer(pending.Count - 1);

    private AsyncPageable<ContactGroup> List(int pageSize, long first, int throttle, bool overlaps = false) =>
        new(RequestAsync, static group => group.Id, new ListOptions { PageSize = pageSize, First = first, ThrottleLimit = throttle, OverlapsPages = overlaps });

    private Task<IReadOnlyList<ContactGroup>> RequestAsync(long offset, int limit, CancellationToken cancellationToken)
    {
        if (offset >= removal.Offset)
        {
            ids.RemoveRange(0, removal.Count);
            removal = (0, long.MaxValue);
        }

        if (offset >= insert.Offset)
        {
            ids.InsertRange(0, Enumerable.Range(1000, insert.Count).Select(id => (long)id));
            insert = (0, long.MaxValue);
        }

        Requests.Add($"offset={offset}&limit={limit}");
        var request = new Request(offset, limit, new TaskCompletionSource<IReadOnlyList<ContactGroup>>());
        pending.Add(request);
        MostInFlight = Math.Max(MostInFlight, pending.Count);
        cancellationToken.Register(() =>
        {
            if (pending.Remove(request))
            {
                request.Answer.SetCanceled(cancellationToken);
            }
        });
        if (answersAtOnce)
        {
            Answer(pending.IndexOf(request));
        }

        return request.Answer.Task;
    }

    private void Answer(int place)
    {
        var request = pending[place];
        pending.RemoveAt(place);
        if (request.Offset >= failsFrom)
        {
            request.Answer.SetException(new ContactsException(ContactsFailure.ServiceFailed, "scripted"));
        }
        else
        {
            request.Answer.SetResult([.. ids.Skip((int)request.Offset).Take(request.Limit).Select(id => new ContactGroup(id))]);
        }
    }

    private sealed record Request(long Offset, int Limit, TaskCompletionSource<IReadOnlyList<ContactGroup>> Answer);
}
