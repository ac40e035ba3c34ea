using ContactsPS.Testing;
using ContactsPS.Tests.Fixtures;

namespace ContactsPS.Tests.Surface;

/// <summary>What scripts and programs may rely on is recorded, so that every change of it is noticed.</summary>
public sealed class SurfaceTests(ModuleEngine shared) : IClassFixture<ModuleEngine>
{
    private const string WriteVariable = "CONTACTSPS_WRITE_DOCS";

    private static readonly string RecordPath = Repository.PathOf("docs", "surface.txt");

    private readonly HostedEngine engine = shared.Engine;

    [Fact]
    public void The_public_surface_is_the_recorded_one()
    {
        var current = PublicSurface.Lines(engine);
        if (Environment.GetEnvironmentVariable(WriteVariable) is "1")
        {
            File.WriteAllText(RecordPath, string.Join('\n', current) + "\n");
        }

        var recorded = File.Exists(RecordPath) ? File.ReadAllLines(RecordPath) : [];
        var change = new SurfaceChange(recorded, current);
        Assert.True(change.IsNone, $"{change}\nTo record it, run this test with {WriteVariable}=1 in the environment.");
    }

    [Theory]
    [InlineData("a b c", "a b c", "nothing")]
    [InlineData("a b", "a b c", "a minor version")]
    [InlineData("a b c", "a c", "a major version")]
    [InlineData("a b", "a c", "a major version")]
    [InlineData("a b", "b a", "nothing")]
    public void A_removal_requires_a_major_version_and_an_addition_a_minor_one(string before, string after, string required) =>
        Assert.Equal(required, new SurfaceChange(before.Split(' '), after.Split(' ')).Required);

    [Theory]
    [InlineData("X [Id] -Name <String> mandatory", "a major version")]
    [InlineData("X [Id] -Name <String>", "a minor version")]
    [InlineData("Y [Id] -Name <String> mandatory", "a minor version")]
    public void A_new_mandatory_parameter_of_an_existing_cmdlet_requires_a_major_version(string added, string required) =>
        Assert.Equal(required, new SurfaceChange(["X [Id]"], ["X [Id]", added]).Required);
}
