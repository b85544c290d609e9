"""What all sets of held-out flaws share: how they are declared, served, checked and measured.

A set is written from the contract and the reference's source alone, without a look at the suite, and is held out until
it has been measured. It is a package beside this one, whose `declaring` holds it.
"""
