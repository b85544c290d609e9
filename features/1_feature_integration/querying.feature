Feature: Querying
  Whoever follows the progress asks for tasks by what is known of them. An answer holds all the tasks that fit, none that
  does not, in an order that can be relied on, page by page.

  Background: A family of all sorts
    Given the family "House move" is planned:
      | task            | description                   | kind           | complexity | specialist |
      | Pack the books  | Two hundred of them, in BOXES | implementation | simple     | coder      |
      | Label the boxes | Kitchen red, study green      | documentation  | trivial    | documenter |
      | Test the lamp   | Does it survive the stairs?   | testing        | simple     | tester     |
      | Plan the route  | Over the bridge or round it   | research       | complex    | researcher |
      | Load the van    | Heavy things first            | implementation | complex    | coder      |
    And "Pack the books" is completed
    And "Label the boxes" is in progress
    And "Test the lamp" is blocked
    And "Plan the route" is cancelled

  Rule: Each filter finds what fits and nothing else

    @VALID-4 @TASK-7 @critical
    Scenario Outline: Of all tasks, those with the <filter> "<value>" are found
      When all tasks are looked up by <filter> "<value>"
      Then of "House move" exactly "<found>" are found
      And every task found has the <filter> "<value>"

      Examples: one filter
        | filter     | value                  | found                                         |
        | state      | pending                | Load the van                                  |
        | state      | in progress            | Label the boxes                               |
        | state      | blocked                | Test the lamp                                 |
        | state      | completed              | Pack the books                                |
        | state      | cancelled              | Plan the route                                |
        | state      | completed, cancelled   | Pack the books, Plan the route                |
        | kind       | testing                | Test the lamp                                 |
        | kind       | testing, documentation | Test the lamp, Label the boxes                |
        | specialist | coder                  | Pack the books, Load the van                  |
        | complexity | simple                 | Pack the books, Test the lamp                 |
        | complexity | trivial, complex       | Label the boxes, Plan the route, Load the van |

    @VALID-4 @TASK-7 @critical
    Scenario Outline: Words are found in the <place>, in any case
      When all tasks are looked up by words "<words>"
      Then of "House move" exactly "<found>" are found

      Examples: words
        | place       | words   | found                           |
        | title       | THE VAN | Load the van                    |
        | description | stairs  | Test the lamp                   |
        | two places  | boxes   | Pack the books, Label the boxes |

    @VALID-4 @TASK-7 @critical
    Scenario: The tasks of a family are found by their parent
      When the tasks of "House move" are looked up
      Then exactly "Pack the books, Label the boxes, Test the lamp, Plan the route, Load the van" are found

    @VALID-4 @TASK-7 @normal
    Scenario: Words that nobody wrote find nothing
      When all tasks are looked up by words "zygomorphic quincunx"
      Then nothing is found

  Rule: Filters combine

    @VALID-4 @TASK-7 @critical
    Scenario Outline: The <first> "<one>" and the <second> "<other>" together
      When the tasks of "House move" are looked up by <first> "<one>" and <second> "<other>"
      Then exactly "<found>" are found

      Examples: two filters and the family
        | first      | one                | second     | other   | found                           |
        | state      | pending, completed | specialist | coder   | Pack the books, Load the van    |
        | state      | completed          | specialist | coder   | Pack the books                  |
        | kind       | implementation     | complexity | complex | Load the van                    |
        | complexity | simple             | words      | lamp    | Test the lamp                   |
        | specialist | coder, documenter  | words      | boxes   | Pack the books, Label the boxes |

    @VALID-4 @TASK-7 @normal
    Scenario: Filters that exclude each other find nothing
      When the tasks of "House move" are looked up by state "completed" and specialist "tester"
      Then nothing is found

  Rule: The time of planning is a filter

    @VALID-4 @TASK-7 @normal
    Scenario Outline: Tasks planned <when> a moment are found
      When the tasks of "House move" planned <when> the moment between "Test the lamp" and "Plan the route" are looked up
      Then exactly "<found>" are found

      Examples: sides of the moment
        | when   | found                                          |
        | before | Pack the books, Label the boxes, Test the lamp |
        | after  | Plan the route, Load the van                   |

  Rule: Children and artifacts come along when asked for

    @VALID-4 @TASK-7 @normal
    Scenario: The children of what was found come along
      When all tasks are looked up by words "House move", with their children
      Then "Pack the books" comes along

    @VALID-4 @TASK-7 @normal
    Scenario: The artifacts of what was found come along
      When the tasks of "House move" are looked up by state "completed", with their artifacts
      Then the artifact of "Pack the books" comes along

  Rule: Pages neither repeat nor miss a task

    @VALID-4 @TASK-7 @critical
    Scenario: Pages together hold every task once
      When the tasks of "House move" are read in pages of 2
      Then the pages hold 2, 2 and 1 tasks
      And every task of "House move" is on exactly one page

    @VALID-4 @TASK-7 @normal
    Scenario: The newest task comes first
      When the tasks of "House move" are looked up
      Then they come in the order "Load the van, Plan the route, Test the lamp, Label the boxes, Pack the books"

    @VALID-4 @TASK-7 @normal
    Scenario: The order goes on over the pages
      When the tasks of "House move" are read in pages of 2
      Then they come in the order "Load the van, Plan the route, Test the lamp, Label the boxes, Pack the books"

    @VALID-4 @TASK-7 @normal
    Scenario: The count is of all that fit, not of the page
      When the tasks of "House move" are read in pages of 2
      Then the count told is 5 on every page

    @VALID-4 @TASK-7 @normal
    Scenario: A page beyond the end is empty
      When the tasks of "House move" are read beyond the end
      Then nothing is found

  Rule: A question that makes no sense is refused

    @TASK-7 @normal
    Scenario Outline: A question with <mistake> is refused
      When the tasks of "House move" are looked up with <mistake>
      Then the question is refused

      Examples: mistakes
        | mistake                   |
        | a state that is none      |
        | a kind that is none       |
        | a specialist that is none |
        | a complexity that is none |
        | a page of less than none  |
        | a start before the first  |
        | a time that is none       |
