using System.Collections;
using ContactsPS.Client.Models;
using Xunit;

namespace ContactsPS.Client.Tests.Models;

public sealed class PropertyBagTests
{
    [Fact]
    public void Names_are_found_regardless_of_case()
    {
        var bag = Bag(("City", "A"), ("Score", 1));
        Assert.Equal(("A", 1, false), (bag["CITY"], bag["score"], bag.ContainsKey("town")));
    }

    [Fact]
    public void Names_that_differ_only_in_case_are_both_kept_and_found_by_exact_case()
    {
        var bag = Bag(("City", "A"), ("Score", 1), ("city", "B"), ("CITY", "C"));
        Assert.Equal(["A", 1, "B", "C"], bag.Values);
        Assert.Equal(("A", "B", "C", false), (bag["City"], bag["city"], bag["CITY"], bag.ContainsKey("score")));
    }

    [Fact]
    public void The_last_value_of_a_repeated_name_takes_the_position_of_the_first()
    {
        var bag = Bag(("City", "A"), ("Score", 1), ("City", "B"));
        Assert.Equal([new("City", "B"), new("Score", 1)], bag);
    }

    [Fact]
    public void Its_text_is_sorted_by_name_and_shows_lists_and_nested_values() =>
        Assert.Equal(
            "City = A; Inner = {Score = 0.5}; List = 1, True, ; None = ",
            Bag(("List", new object?[] { 1L, true, null }), ("None", null), ("Inner", Bag(("Score", 0.5))), ("City", "A")).ToString());

    [Fact]
    public void It_equals_one_with_the_same_values_in_another_order()
    {
        Assert.Equal((object)Bag(("City", "A"), ("Score", 1L)), Bag(("Score", 1L), ("City", "A")));
        Assert.NotEqual((object)Bag(("City", "A"), ("Score", 1L)), Bag(("City", "A"), ("Score", "1")));
        Assert.NotEqual((object)Bag(("City", "A")), Bag(("City", "A"), ("Score", null)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5000)]
    public void Every_name_is_found_however_many_there_are(int count)
    {
        var bag = Bag([.. Enumerable.Range(0, count).Select(number => ($"Name{number}", (object?)number))]);
        Assert.Equal(count, bag.Count);
        Assert.All(Enumerable.Range(0, count), number => Assert.Equal(number, bag[$"NAME{number}"]));
        Assert.Throws<KeyNotFoundException>(() => bag["Other"]);
    }

    [Fact]
    public void In_PowerShell_it_is_a_read_only_dictionary()
    {
        IDictionary bag = Bag(("City", "A"), ("Score", null));
        Assert.Equal(("A", null, null, 2), (bag["city"], bag["Score"], bag["Town"], bag.Count));
        Assert.Equal((true, false, false), (bag.Contains("CITY"), bag.Contains("Town"), bag.Contains(1)));
        Assert.Equal(["City=A", "Score="], bag.Cast<object>().Select(entry => entry is KeyValuePair<string, object?> pair ? $"{pair.Key}={pair.Value}" : "?"));
        var entries = bag.GetEnumerator();
        Assert.True(entries.MoveNext());
        Assert.Equal(("City", "A", new DictionaryEntry("City", "A")), (entries.Key, entries.Value, entries.Entry));
        var copy = new object[2];
        bag.CopyTo(copy, 0);
        Assert.Equal(new DictionaryEntry("Score", null), copy[1]);
        Assert.Equal((true, true), (bag.IsReadOnly, bag.IsFixedSize));
        Assert.Throws<NotSupportedException>(() => bag.Add("Town", "B"));
        Assert.Throws<NotSupportedException>(() => bag["City"] = "B");
        Assert.Throws<NotSupportedException>(() => bag.Remove("City"));
        Assert.Throws<NotSupportedException>(bag.Clear);
    }

    [Fact]
    public void A_contact_without_additional_data_has_an_empty_bag()
    {
        Assert.Empty(new Contact().ExternalData);
        Assert.Empty(new Contact().AdditionalProperties);
    }

    private static PropertyBag Bag(params (string Name, object? Value)[] properties)
    {
        var values = properties.Select(property => property.Value).ToList();
        var shape = PropertyShape.Of([.. properties.Select(property => property.Name)], values);
        return new PropertyBag(shape, [.. values]);
    }
}
