# Writes every contact into a CSV with a column for each field: with Export-Contact (ours), with Get-Contact and Export-Csv (shell), and without the module
# (theirs): an Invoke-RestMethod loop that pipes each page to Export-Csv. Writes "<side> <seconds> <contacts>" for each turn that counts.
param(
    [string] $BaseUri,
    [string] $Manifest,
    [int] $WarmUp,
    [int] $Rounds
)

$ErrorActionPreference = 'Stop'
# The progress bar would slow Invoke-RestMethod down considerably.
$ProgressPreference = 'SilentlyContinue'
. "$PSScriptRoot/Account.ps1"
. "$PSScriptRoot/Turns.ps1"
Import-Module Microsoft.PowerShell.Utility
Import-Module $Manifest
Connect-ContactService -Credential $account -BaseUri $BaseUri

$path = [IO.Path]::GetTempFileName()
$sides = [ordered]@{
    ours   = { Export-Contact $path -Force }
    shell  = {
        Get-Contact | ForEach-Object {
            [pscustomobject]@{
                Id = $_.Id; ExternalId = $_.ExternalId; Email = $_.Email; PhoneNumber = $_.PhoneNumber; FirstName = $_.FirstName; LastName = $_.LastName
                CompanyName = $_.CompanyName; CreatedAt = $_.CreatedAt; InArchive = $_.InArchive; City = $_.ExternalData.City; LoyaltyPoints = $_.ExternalData.LoyaltyPoints
            }
        } | Export-Csv $path
    }
    theirs = {
        & {
            $offset = 0
            do {
                $page = Invoke-RestMethod -Uri "$BaseUri/contact?offset=$offset&limit=1000" -Headers $headers -SkipHttpErrorCheck
                foreach ($contact in $page.data) {
                    [pscustomobject]@{
                        Id = $contact.id; ExternalId = $contact.externalId; Email = $contact.email; PhoneNumber = $contact.phoneNumber
                        FirstName = $contact.firstName; LastName = $contact.lastName; CompanyName = $contact.companyName; CreatedAt = $contact.createdAt
                        InArchive = $contact.inArchive; City = $contact.externalData.City; LoyaltyPoints = $contact.externalData.LoyaltyPoints
                    }
                }
                $offset += 1000
            } while ($page.data.Count -eq 1000)
        } | Export-Csv $path
    }
}

try {
    Measure-Turn $sides -WarmUp $WarmUp -Rounds $Rounds -Count {
        # One line per contact, and the header.
        $count = -1
        foreach ($line in [IO.File]::ReadLines($path)) { $count++ }
        $count
    }
} finally {
    Remove-Item $path
}
