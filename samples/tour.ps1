# A tour of ContactsPS on a sandbox: nothing leaves this machine, and no key is needed. Read it from top to bottom, or run it:
#   dotnet tool exec --yes powershell -- build.ps1 -Task Tour   (builds the module first)
#   pwsh samples/tour.ps1
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ContactsPS.psd1"

function Write-Step([string]$Text) { Write-Host "`n# $Text" -ForegroundColor Cyan }

# The tour checks itself: a count that is not as expected ends it with exit code 1.
function Assert-Count([string]$What, [int]$Actual, [int]$Expected) {
    if ($Actual -ne $Expected) { throw "The tour expected $Expected $What and found $Actual." }
    Write-Host "$Actual $What"
}

Write-Step 'Start a sandbox and connect to it'
$sandbox = Start-ContactSandbox
$sandbox | Connect-ContactService
try {
    Get-ContactConnection | Format-List

    Write-Step 'Import a CSV file: each valid row becomes a contact, each refused row becomes one error'
    $created = @(Import-Csv "$PSScriptRoot/contacts.csv" |
        New-Contact -ExternalDataProperty City, LoyaltyPoints -ErrorAction SilentlyContinue -ErrorVariable refused)
    Assert-Count 'contacts created' $created.Count 292
    Assert-Count 'rows refused' $refused.Count 8
    $refused | ForEach-Object {
        [pscustomobject]@{
            ExternalId = $_.TargetObject.ExternalId   # TargetObject is the row as it was piped
            ErrorId    = ($_.FullyQualifiedErrorId -split ',')[0]
            Reason     = "$_"
        }
    } | Format-Table -AutoSize -Wrap

    Write-Step 'Read contacts: as a table, and one contact as a list'
    Get-Contact -First 5 | Format-Table -AutoSize
    Get-Contact -ExternalId C-1001 | Format-List

    Write-Step 'Change contacts: only the named fields are sent'
    Get-Contact -ExternalId C-1002, C-1003 |
        Set-Contact -LastName { $_.LastName.ToUpper() } -CompanyName 'Example Sp. z o.o.' -PassThru |
        Format-Table ExternalId, FirstName, LastName, CompanyName

    Write-Step 'Fill a group with the most loyal customers and list its members'
    $vip = Get-ContactGroup -Name VIP
    Get-Contact |
        Where-Object { [int]$_.ExternalData['LoyaltyPoints'] -ge 2400 } |
        Add-ContactGroup -GroupId $vip.Id
    $members = @($vip | Get-Contact)
    $members | Format-Table Id, ExternalId, Email, @{ Name = 'Points'; Expression = { $_.ExternalData['LoyaltyPoints'] } }
    Assert-Count 'members of VIP' $members.Count 12

    Write-Step 'Unsubscribe contacts from e-mail, and list them'
    Set-ContactSubscription -ExternalId C-1004, C-1005 -Channel email -State Unsubscribed
    $unsubscribed = @(Get-Contact -Unsubscribed Email)
    $unsubscribed | Format-Table
    Assert-Count 'contacts unsubscribed' $unsubscribed.Count 2

    Write-Step 'List the segments with their counts, and the additional fields'
    Get-ContactSegment | ForEach-Object { Get-ContactSegment -Id $_.Id } | Format-Table
    Get-ContactField | Format-Table

    Write-Step 'Remove contacts: first see what would happen, then do it'
    Get-Contact -Unsubscribed Email | Remove-Contact -WhatIf
    Assert-Count 'contacts after -WhatIf' @(Get-Contact).Count 292
    Get-Contact -Unsubscribed Email | Remove-Contact -Confirm:$false
    Assert-Count 'contacts left' @(Get-Contact).Count 290
}
finally {
    Disconnect-ContactService
    $sandbox | Stop-ContactSandbox
}

Write-Step 'Done: everything was as expected'
