using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

public sealed class FieldAndSegmentTests(FieldAndSegmentTests.Account account) : IClassFixture<FieldAndSegmentTests.Account>
{
    private readonly HostedEngine engine = account.Engine;

    [Theory]
    [InlineData("", "City Points")]
    [InlineData("p*", "Points")]
    [InlineData("-Name City -First 1", "City")]
    public void Additional_fields_are_listed_and_found_by_name(string arguments, string names) =>
        Assert.Equal(names, string.Join(' ', engine.Run($"(Get-ContactField {arguments}).Name").ThrowIfFailed().Texts.Order(StringComparer.Ordinal)));

    [Fact]
    public void Segments_are_listed_without_a_count()
    {
        var segments = engine.Run("Get-ContactSegment").ThrowIfFailed().Output;
        Assert.NotEmpty(segments);
        Assert.All(segments, segment => Assert.Null(segment.Properties["Count"].Value));
    }

    [Fact]
    public void A_segment_requested_by_id_has_its_count() =>
        Assert.Equal(["Reachable by e-mail", "3"], engine.Run("Get-ContactSegment -Id (Get-ContactSegment -Name *e-mail -First 1).Id | ForEach-Object { $_.Name; $_.Count }").ThrowIfFailed().Texts);

    [Fact]
    public void A_segment_that_does_not_exist_is_an_error_and_the_others_are_written()
    {
        var result = engine.Run("Get-ContactSegment -Id 1, 777, 2");
        Assert.Equal("777", result.SingleError("SegmentNotFound").TargetObject);
        Assert.Equal(2, result.Output.Count);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(" . ")]
    [InlineData("%2e%2e")]
    [InlineData("%252e%252E")]
    [InlineData(" ")]
    public void An_id_that_would_lead_to_another_path_is_refused_and_the_others_are_written(string id)
    {
        engine.ForgetRequests();
        var result = engine.Run($"Get-ContactSegment -Id '{id}', 2");
        Assert.Equal(id, result.SingleError("InvalidField").TargetObject);
        Assert.Single(result.Output);
        Assert.Equal(["GET /v2.1/contact/segment/2"], engine.Requests);
    }

    /// <summary>An account that no case changes.</summary>
    public sealed class Account : IDisposable
    {
        public Account() =>
            Engine.Run("$null = 1..3 | ForEach-Object { New-Contact -Email \"c$_@example.com\" -ExternalData @{ City = 'Gdynia'; Points = $_ } }").ThrowIfFailed();

        public HostedEngine Engine { get; } = HostedEngine.Connected();

        public void Dispose() => Engine.Dispose();
    }
}
