using System.Management.Automation;
using ContactsPS.Binding;

namespace ContactsPS.Commands.Base;

/// <summary>A cmdlet for contacts that are piped in, or addressed by id or external id.</summary>
public abstract class AddressedCommand : ContactInputCommand
{
    /// <summary>The parameter set for inputs that contain their own address.</summary>
    protected const string InputObjectSet = "InputObject";

    private protected AddressedCommand()
    {
    }

    /// <summary>Ids of contacts, or a script block that reads one from each row.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Id")]
    [Alias("ContactId")]
    [ValidateNotNull]
    public object[]? Id { get; set; }

    /// <summary>External ids of contacts, or a script block that reads one from each row.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ExternalId")]
    [ValidateNotNull]
    public object[]? ExternalId { get; set; }

    private protected override IEnumerable<AddressParameter> AddressParameters =>
        [new(null, "-Id", Id), new(StandardField.ExternalId, "-ExternalId", ExternalId)];

    private protected override IReadOnlyList<string> NeededColumns => ContactAddress.Columns;
}

/// <summary>A cmdlet for contacts that are piped in, or addressed by id, external id or e-mail address.</summary>
public abstract class EmailAddressedCommand : AddressedCommand
{
    private protected EmailAddressedCommand()
    {
    }

    /// <summary>E-mail addresses of contacts, or a script block that reads one from each row.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Email")]
    [ValidateNotNull]
    public object[]? Email { get; set; }

    private protected override IEnumerable<AddressParameter> AddressParameters => [.. base.AddressParameters, new(StandardField.Email, "-Email", Email)];
}
