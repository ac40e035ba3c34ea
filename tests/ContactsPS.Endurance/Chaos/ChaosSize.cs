namespace ContactsPS.Endurance.Chaos;

/// <summary>How much is asked of an account.</summary>
/// <param name="WithExternalId">Rows that have an external id.</param>
/// <param name="WithoutExternalId">Rows that have none.</param>
/// <param name="Changed">Contacts that are changed, where a request takes many.</param>
/// <param name="Grouped">Contacts whose groups are changed, which takes a request each.</param>
/// <param name="BatchSize">Contacts a request.</param>
/// <param name="TimeoutSec">After how long a request that is not answered is given up.</param>
internal sealed record ChaosSize(int WithExternalId, int WithoutExternalId, int Changed, int Grouped, int BatchSize, int TimeoutSec)
{
    public static readonly ChaosSize Long = new(10_000, 10_000, Changed: 3_000, Grouped: 1_000, BatchSize: 100, TimeoutSec: 3);

    public static readonly ChaosSize Short = new(80, 80, Changed: 60, Grouped: 15, BatchSize: 20, TimeoutSec: 2);

    public int Of(ChaosChange change) => change.IsOneByOne ? Grouped : Changed;
}
