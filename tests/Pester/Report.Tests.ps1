Describe 'A report' {
    BeforeAll {
        . "$PSScriptRoot/Start-Session.ps1"
        $null = 1..6 | ForEach-Object { [pscustomobject]@{ ExternalId = "R-$_"; Email = "r$_@report.example"; FirstName = $(if ($_ -gt 2) { 'Ewa' } else { '' }) } } | New-Contact
        $file = Join-Path $TestDrive 'report.html'

        function Get-Figure([string] $Key, [string] $Path = $file) {
            $text = [IO.File]::ReadAllText($Path)
            if ($text -match "<data value=`"(-?\d+)`" data-figure=`"$([regex]::Escape($Key))`"") { [long] $Matches[1] }
        }
    }
    AfterAll { Stop-ContactSandbox }

    It 'shows <figure> as <count>' -ForEach @(
        @{ figure = 'contacts'; count = 6 }
        @{ figure = 'field.FirstName'; count = 4 }
        @{ figure = 'channel.email.subscribed'; count = 6 }
        @{ figure = 'group.1'; count = 6 }
        @{ figure = 'segment.4'; count = 2 }
    ) {
        Export-ContactReport $file | Should -BeNullOrEmpty
        Get-Figure $figure | Should -Be $count
    }
    It 'counts contacts from Clixml as it counts live ones' {
        Get-Contact -First 4 | Export-Clixml "$TestDrive/contacts.xml"
        Import-Clixml "$TestDrive/contacts.xml" | Export-ContactReport $file
        Get-Figure contacts | Should -Be 4
        Get-Figure field.FirstName | Should -Be 2
        Get-Figure channel.push.subscribed | Should -Be 4
    }
    It 'refuses a contact that was reduced by Select-Object' {
        Get-Contact -First 1 | Select-Object Id, Email | Export-ContactReport $file -ErrorAction SilentlyContinue -ErrorVariable found
        Get-ErrorId $found[0] | Should -Be 'NotAContact'
    }
    It 'compares with the file that it replaces' {
        Export-ContactReport $file
        $null = New-Contact -Email r7@report.example
        Export-ContactReport $file -Since $file
        [IO.File]::ReadAllText($file) | Should -Match 'value="1" data-change="contacts">\+1<'
    }
    It 'resolves a relative path from the current location' {
        Push-Location $TestDrive
        try { (Export-ContactReport ./here.html -PassThru).FullName | Should -Exist } finally { Pop-Location }
        Join-Path $TestDrive 'here.html' | Should -Exist
    }
    It 'leaves no file behind after it was stopped' {
        $slow = Start-ContactSandbox -DelayMilliseconds 60000
        $connection = $slow | Connect-ContactService -Name Slow -PassThru
        $module = Get-Module ContactsPS
        $job = Start-ThreadJob { Import-Module $using:module; Export-ContactReport "$using:TestDrive/stopped.html" -Connection $using:connection }
        try {
            while ($slow.RequestCount -eq 0 -and $job.State -in 'NotStarted', 'Running') { $null = [Threading.Thread]::Yield() }
            $slow.RequestCount | Should -BeGreaterThan 0
            Stop-Job $job
            Get-ChildItem $TestDrive -Force -Filter '*stopped*' | Should -BeNullOrEmpty
        }
        finally { Remove-Job $job -Force; Get-ContactConnection Slow | ForEach-Object { Disconnect-ContactService $_.Name }; Stop-ContactSandbox -Sandbox $slow }
    }
}
