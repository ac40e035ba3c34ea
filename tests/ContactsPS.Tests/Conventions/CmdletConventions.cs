using System.Management.Automation;
using System.Reflection;
using ContactsPS.Testing;
using ContactsPS.Tests.Fixtures;
using ContactsPS.Tests.Package;

namespace ContactsPS.Tests.Conventions;

/// <summary>Rules for all cmdlets. They apply to a new cmdlet without a new test.</summary>
public sealed class CmdletConventions(ConnectedEngine shared) : IClassFixture<ConnectedEngine>
{
    private static readonly HashSet<string> CommonParameters =
        [.. Cmdlet.CommonParameters, .. Cmdlet.OptionalCommonParameters];

    private static readonly Assembly Module = Assembly.LoadFrom(Repository.PathOf("bin", "net8.0", "ContactsPS.dll"));

    private readonly HostedEngine engine = shared.Engine;

    public static TheoryData<string> Cmdlets => [.. Types().Select(type => type.Name)];

    public static TheoryData<string> ChangingCmdlets => [.. Types().Where(Changes).Select(NameOf)];

    [Fact]
    public void The_manifest_exports_exactly_the_existing_cmdlets()
    {
        Assert.Equal(Types().Select(NameOf).Order(StringComparer.Ordinal), ModuleManifest.Of(Repository.Manifest).Cmdlets.Order(StringComparer.Ordinal));
        Assert.Equal(Types().Count(), engine.Run("Get-Command -Module ContactsPS").Output.Count);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_is_sealed_and_named_after_its_verb_and_noun(string typeName)
    {
        var type = TypeOf(typeName);
        var cmdlet = type.GetCustomAttribute<CmdletAttribute>()!;
        Assert.True(type.IsSealed);
        Assert.Equal($"{cmdlet.VerbName}{cmdlet.NounName}Command", type.Name);
        Assert.Equal("ContactsPS.Commands", type.Namespace);
        Assert.StartsWith("Contact", cmdlet.NounName, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_uses_an_approved_verb_and_declares_its_output(string typeName)
    {
        var type = TypeOf(typeName);
        var approved = new[] { typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsData) }
            .SelectMany(verbs => verbs.GetFields()).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Contains(type.GetCustomAttribute<CmdletAttribute>()!.VerbName, approved);
        Assert.NotEmpty(type.GetCustomAttributes<OutputTypeAttribute>());
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void No_parameter_binds_an_address_or_a_field_by_property_name(string typeName)
    {
        var byName = TypeOf(typeName).GetProperties()
            .Where(property => property.GetCustomAttributes<ParameterAttribute>().Any(parameter => parameter.ValueFromPipelineByPropertyName))
            .Select(property => property.Name);
        Assert.Equal(typeName == "ConnectContactServiceCommand" ? ["BaseUri", "Credential"] : [], byName.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void No_parameter_of_the_default_set_is_mandatory_if_the_engine_would_prompt_for_it(string typeName)
    {
        var type = TypeOf(typeName);
        var defaultSet = type.GetCustomAttribute<CmdletAttribute>()!.DefaultParameterSetName ?? ParameterAttribute.AllParameterSets;
        var mandatory = type.GetProperties()
            .Where(property => property.GetCustomAttributes<ParameterAttribute>().Any(parameter =>
                parameter.Mandatory && (parameter.ParameterSetName == defaultSet || parameter.ParameterSetName == ParameterAttribute.AllParameterSets)))
            .Select(property => property.Name);
        Assert.Subset(new HashSet<string>(StringComparer.Ordinal) { "GroupId", "Channel", "State", "Path" }, mandatory.ToHashSet(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ChangingCmdlets))]
    public void A_changing_cmdlet_sends_nothing_under_WhatIf(string name)
    {
        engine.Run("$null = New-Contact -Email a@example.com").ThrowIfFailed();
        engine.ForgetRequests();
        var needed = name switch
        {
            "New-Contact" => "",
            "Set-Contact" => "-FirstName Ewa",
            "Set-ContactSubscription" => "-Channel email -State Unsubscribed",
            "Add-ContactGroup" or "Remove-ContactGroup" => "-GroupId 2",
            "Remove-Contact" => "",
            "Sync-Contact" => "",
            "Invoke-ContactChange" => "",
            "Undo-ContactChange" => "-MaximumPrunePercent 100",
            "Export-Contact" => "-Path all.csv",
            "Export-ContactReport" => "./never-written.html",
            "Invoke-ContactApi" => "/contact -Method DELETE -Body @{ id = @(1) }",
            _ => throw new InvalidOperationException($"Add the arguments that {name} needs here, so that it is tested too."),
        };
        // Of a complete run, both have something to do: a contact that it created can be removed, and created once more.
        engine.Run("$done = @(@{ ExternalId = 'C-9'; Email = 'nine@example.com' } | Sync-Contact); if ($name -like 'Invoke-*Change') { Get-Contact -ExternalId C-9 | Remove-Contact -Confirm:$false }", ("name", name)).ThrowIfFailed();
        engine.ForgetRequests();
        var input = name.EndsWith("-ContactChange", StringComparison.Ordinal) ? "$done | " : name is "Invoke-ContactApi" or "Export-Contact" ? string.Empty : "@{ Id = 1; Email = 'a@example.com'; ExternalId = 'C-1' } | ";
        engine.Run($"{input}{name} {needed} -WhatIf -WarningAction SilentlyContinue").ThrowIfFailed();
        Assert.Empty(engine.ChangingRequests);
    }

    [Fact]
    public void Every_changing_cmdlet_supports_ShouldProcess() =>
        Assert.All(
            Types().Where(type => type.GetCustomAttribute<CmdletAttribute>()!.VerbName is "New" or "Set" or "Add" or "Remove" or "Invoke" or "Export"),
            type => Assert.True(Changes(type), type.Name));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_is_public_and_writable_and_its_name_is_in_Pascal_case(string typeName)
    {
        var parameters = TypeOf(typeName).GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute))).ToList();
        Assert.All(parameters, property => Assert.True(property.SetMethod?.IsPublic == true && char.IsUpper(property.Name[0]), property.Name));
        Assert.DoesNotContain(parameters, property => CommonParameters.Contains(property.Name));
    }

    private static IEnumerable<Type> Types() => Module.GetExportedTypes().Where(type => type.IsDefined(typeof(CmdletAttribute)));

    private static Type TypeOf(string name) => Types().Single(type => type.Name == name);

    private static bool Changes(Type type) => type.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess;

    private static string NameOf(Type type)
    {
        var cmdlet = type.GetCustomAttribute<CmdletAttribute>()!;
        return $"{cmdlet.VerbName}-{cmdlet.NounName}";
    }
}
