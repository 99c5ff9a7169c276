"""What a board says, as frozen values: stations, procedures, ledgers, time, money, working days."""
