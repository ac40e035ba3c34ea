using System.Text;
using System.Xml;
using System.Xml.Linq;
using ContactsPS.Client.Redaction;

namespace ContactsPS.Reports;

/// <summary>Elements of a page. The framework's XML writer encodes all text.</summary>
internal static class Html
{
    /// <summary>An element, written with an end tag even if it is empty, as HTML requires.</summary>
    public static XElement Element(string name, params object?[] content)
    {
        var element = new XElement(name, content.Select(Clean));
        if (element.IsEmpty)
        {
            element.Add(string.Empty);
        }

        return element;
    }

    /// <summary>An element whose text is not for readers: a style, or data.</summary>
    public static XElement Raw(string name, string text, params XAttribute[] attributes) => new(name, attributes, text);

    /// <summary>An element that never has content, such as meta or a shape of a drawing.</summary>
    public static XElement Void(string name, params object?[] content) => new(name, content.Select(Clean));

    public static XAttribute Class(string name) => new("class", name);

    public static XElement Section(string id, string title, params object?[] content) =>
        Element("section", new XAttribute("aria-labelledby", id), Element("h2", new XAttribute("id", id), title), content);

    public static XElement Paragraph(string text) => Element("p", Class("note"), text);

    /// <summary>Writes a page. Line ends are the same on all systems, because the hash of the style includes them.</summary>
    public static string Write(XElement html)
    {
        var text = new StringBuilder("<!DOCTYPE html>\n");
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.None }))
        {
            html.WriteTo(writer);
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Text with its control and format characters escaped, and without characters that are not allowed in a page.</summary>
    private static string Clean(string text)
    {
        var visible = VisibleText.Of(text);
        return new(visible.Where((character, place) => IsAllowed(visible, character, place)).ToArray());
    }

    private static object? Clean(object? content) => content switch
    {
        string text => Clean(text),
        XAttribute attribute => new XAttribute(attribute.Name, Clean(attribute.Value)),
        object[] several => several.Select(Clean).ToArray(),
        _ => content,
    };

    private static bool IsAllowed(string text, char character, int place) =>
        XmlConvert.IsXmlChar(character)
        || (char.IsHighSurrogate(character) && place + 1 < text.Length && char.IsLowSurrogate(text[place + 1]))
        || (char.IsLowSurrogate(character) && place > 0 && char.IsHighSurrogate(text[place - 1]));
}
