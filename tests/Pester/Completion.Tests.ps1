Describe 'A Tab' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $null = New-Contact -Email a@example.com -ExternalData @{ City = 'Gdynia'; 'Loyalty points' = 3 }
        function Get-Offer([string] $Line) { @((TabExpansion2 $Line $Line.Length).CompletionMatches | Where-Object ResultType -EQ 'ParameterValue').CompletionText }
    }
    AfterAll { Stop-ContactSandbox }

    It 'after "<line>" inserts <inserted>' -ForEach @(
        @{ line = 'Get-Contact -GroupId vi'; inserted = '3' }
        @{ line = 'New-Contact -AddToGroup 2, vi'; inserted = '3' }
        @{ line = 'Get-ContactGroup -Name ne'; inserted = 'Newsletter' }
        @{ line = 'Get-ContactField l'; inserted = "'Loyalty points'" }
        @{ line = 'Get-ContactSegment 3'; inserted = '3' }
        @{ line = 'New-Contact -ExternalDataProperty c'; inserted = 'City' }
        @{ line = 'Set-ContactSubscription -Id 1 -State u'; inserted = 'Unsubscribed' }
        @{ line = 'Set-ContactSubscription -Id 1 -Channel pu'; inserted = 'push' }
        @{ line = 'Invoke-ContactApi /group -Method pu'; inserted = 'PUT' }
        @{ line = 'Start-ContactSandbox -Fault bad'; inserted = 'BadGateway' }
        @{ line = 'Get-ContactConnection d'; inserted = 'Default' }
    ) { Get-Offer $line | Should -Be $inserted }
    It 'uses the connection of $PSDefaultParameterValues' {
        $other = Start-ContactSandbox
        $theirs = $other | Connect-ContactService -Name Theirs -PassThru
        $null = New-Contact -Email b@example.com -ExternalData @{ Theirs = 1 }
        $sandbox | Connect-ContactService
        $kept = $global:PSDefaultParameterValues
        try {
            $global:PSDefaultParameterValues = @{ '*:Connection' = $theirs }
            Get-Offer 'Get-ContactField ' | Should -Be 'Theirs'
        }
        finally {
            $global:PSDefaultParameterValues = $kept
            $other | Stop-ContactSandbox
            Disconnect-ContactService Theirs
        }
        Get-Offer 'Get-ContactField c' | Should -Be 'City'
    }
    It 'without a connection offers nothing and leaves no error' {
        Disconnect-ContactService
        try {
            $global:Error.Clear()
            Get-Offer 'Get-Contact -GroupId ' | Should -BeNullOrEmpty
            $global:Error.Count | Should -Be 0
        }
        finally { $sandbox | Connect-ContactService }
    }
}
