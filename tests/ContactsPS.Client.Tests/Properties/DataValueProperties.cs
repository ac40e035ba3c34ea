using System.Text.Json;
using ContactsPS.Client.Json;
using ContactsPS.Client.Models;
using CsCheck;

namespace ContactsPS.Client.Tests;

/// <summary>Additional data is the same after writing and reading, as JSON and as bytes.</summary>
public sealed class DataValueProperties
{
    private static readonly Gen<object> Any = Gen.Frequency<object>(
        (6, Generators.Scalar),
        (1, Generators.Second.Select(date => (object)date)),
        (1, Generators.Scalar.Array[0, 4].Select(list => (object)list)),
        (1, Generators.Bag.Select(bag => (object)bag)));

    [Fact]
    public void A_value_stored_as_bytes_is_restored() => Generators.BagOf(Any).Sample(
        bag =>
        {
            using var bytes = new MemoryStream();
            using var writer = new BinaryWriter(bytes);
            DataValue.Of(bag).Write(writer);
            bytes.Position = 0;
            using var reader = new BinaryReader(bytes);
            var read = Assert.IsType<Dictionary<string, object?>>(DataValue.Read(reader).Value);
            Assert.Equal(bytes.Length, bytes.Position);
            Assert.Equivalent(bag, read, strict: true);
            Assert.Equal(DataValue.Of(bag).ToText(), DataValue.Of(read).ToText());
        },
        iter: 2_000);

    [Fact]
    public void A_value_read_from_JSON_differs_from_the_written_one_only_in_form() => Any.Sample(
        value =>
        {
            var written = DataValue.Of(value);
            var reader = new Utf8JsonReader(written.ToUtf8());
            reader.Read();
            var read = DataValue.Of(new PropertyBagReader().ReadValue(ref reader));
            Assert.True(read.IsSame(written), $"{written.ToText()} is read as {read.ToText()}");
            Assert.True(written.IsSame(read));
        },
        iter: 5_000);
}
