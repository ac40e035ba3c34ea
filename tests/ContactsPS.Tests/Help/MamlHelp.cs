using System.Xml.Linq;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Help;

/// <summary>The help of one cmdlet in the file that Get-Help reads.</summary>
internal sealed class MamlHelp
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private const string SeeAlso = "See also: ";

    private readonly XElement command;

    private MamlHelp(XElement command) => this.command = command;

    public static IReadOnlyList<MamlHelp> All { get; } =
    [
        .. XDocument.Load(Repository.PathOf("src", "ContactsPS", "Module", "en-US", "ContactsPS.dll-Help.xml")).Root!.Elements(Command + "command").Select(element => new MamlHelp(element)),
    ];

    public string Cmdlet => command.Element(Command + "details")!.Element(Command + "name")!.Value;

    public IReadOnlyList<string> Synopsis => Paragraphs(command.Element(Command + "details")!.Element(Maml + "description"));

    public IReadOnlyList<string> Description => Paragraphs(command.Element(Maml + "description"));

    public IReadOnlyList<string> Notes => [.. AllNotes.Where(note => !note.StartsWith(SeeAlso, StringComparison.Ordinal))];

    /// <summary>The related cmdlets. They are in the notes, since links make Get-Help suggest -Online, which fails.</summary>
    public IReadOnlyList<string> Links => [.. AllNotes.Single(note => note.StartsWith(SeeAlso, StringComparison.Ordinal))[SeeAlso.Length..].TrimEnd('.').Split(", ")];

    public IReadOnlyList<HelpExample> Examples =>
    [
        .. command.Descendants(Command + "example").Select(example => new HelpExample(
            example.Element(Maml + "title")!.Value.Trim(' ', '-'),
            example.Element(Dev + "code")!.Value.ReplaceLineEndings("\n"),
            [.. Paragraphs(example.Element(Dev + "remarks")).Where(paragraph => paragraph.Length > 0)])),
    ];

    public IReadOnlyDictionary<string, MamlParameter> Parameters =>
        command.Element(Command + "parameters")!.Elements(Command + "parameter").Select(Parameter).ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);

    /// <summary>The parameters of each parameter set; the file does not name the sets.</summary>
    public IReadOnlyList<IReadOnlyList<MamlParameter>> Sets =>
        [.. command.Descendants(Command + "syntaxItem").Select(item => (IReadOnlyList<MamlParameter>)[.. item.Elements(Command + "parameter").Select(Parameter)])];

    private IReadOnlyList<string> AllNotes => Paragraphs(command.Element(Maml + "alertSet")!.Element(Maml + "alert"));

    public static MamlHelp Of(string cmdlet) => All.Single(help => help.Cmdlet == cmdlet);

    public IReadOnlyList<string> Types(string section) =>
    [
        .. (section == "INPUTS" ? command.Descendants(Command + "inputType") : command.Descendants(Command + "returnValue"))
            .SelectMany(type => (string[])[type.Descendants(Maml + "name").First().Value, .. Paragraphs(type.Element(Maml + "description"))]),
    ];

    private static MamlParameter Parameter(XElement element) => new(
        element.Element(Maml + "name")!.Value,
        Paragraphs(element.Element(Maml + "description")),
        element.Element(Dev + "type")!.Element(Maml + "name")!.Value,
        (string?)element.Element(Dev + "defaultValue"),
        (bool)element.Attribute("required")!,
        (string)element.Attribute("position")!,
        (string)element.Attribute("pipelineInput")!,
        (bool)element.Attribute("globbing")!,
        (string)element.Attribute("aliases")!);

    private static IReadOnlyList<string> Paragraphs(XElement? parent) => [.. parent?.Elements(Maml + "para").Select(paragraph => paragraph.Value) ?? []];
}

internal sealed record MamlParameter(
    string Name, IReadOnlyList<string> Text, string Type, string? Default, bool IsRequired, string Position, string Pipeline, bool TakesWildcards, string Aliases);
