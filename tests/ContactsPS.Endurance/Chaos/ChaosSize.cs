namespace ContactsPS.Endurance.Chaos;

/// <summary>The amount of work for an account.</summary>
/// <param name="WithExternalId">Rows with an external id.</param>
/// <param name="WithoutExternalId">Rows without an external id.</param>
/// <param name="Changed">Contacts that are changed by commands that send batches.</param>
/// <param name="Grouped">Contacts whose groups are changed, with one request each.</param>
/// <param name="BatchSize">Contacts per request.</param>
/// <param name="TimeoutSec">The timeout of a request.</param>
internal sealed record ChaosSize(int WithExternalId, int WithoutExternalId, int Changed, int Grouped, int BatchSize, int TimeoutSec)
{
    public static readonly ChaosSize Long = new(10_000, 10_000, Changed: 3_000, Grouped: 1_000, BatchSize: 100, TimeoutSec: 3);

    public static readonly ChaosSize Short = new(80, 80, Changed: 60, Grouped: 15, BatchSize: 20, TimeoutSec: 2);

    public int Of(ChaosChange change) => change.IsOneByOne ? Grouped : Changed;
}
