@{
    RootModule             = 'bin/ContactsPS.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '6d1f4a0e-6f0c-4c1b-9d53-2a7f1c0b8e41'
    Author                 = 'The ContactsPS developers'
    CompanyName            = 'The ContactsPS developers'
    Copyright              = '(c) The ContactsPS developers. MIT licence.'
    Description            = 'Contacts, groups, subscriptions, fields and segments of the MessageFlow/Redlink contacts API (v2.1) as PowerShell objects: pipe a CSV in, get every refused row back as an error of its own.'
    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Core', 'Desktop')
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess       = @('bin/ContactsPS.Format.ps1xml')
    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'Add-ContactGroup'
        'Connect-ContactService'
        'Disconnect-ContactService'
        'Export-Contact'
        'Export-ContactReport'
        'Get-Contact'
        'Get-ContactConnection'
        'Get-ContactField'
        'Get-ContactGroup'
        'Get-ContactSegment'
        'Invoke-ContactApi'
        'Invoke-ContactChange'
        'New-Contact'
        'Remove-Contact'
        'Remove-ContactGroup'
        'Set-Contact'
        'Set-ContactSubscription'
        'Start-ContactSandbox'
        'Stop-ContactSandbox'
        'Sync-Contact'
        'Test-ContactConnection'
        'Undo-ContactChange'
    )
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags       = @('MessageFlow', 'Redlink', 'contacts', 'marketing', 'email', 'sms', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            Prerelease = ''
            # Filled in from CHANGELOG.md where the module is packed.
            ReleaseNotes = ''
        }
    }
}
