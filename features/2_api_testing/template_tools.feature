Feature: Templates, request by request
  Every request about templates with each of its choices: what it does, and what is refused so that nothing is left behind.

  Background: A template for a release
    Given the template "release" has the parameters:
      | parameter | type    | required | default | one of    | pattern    | at least | at most |
      | PRODUCT   | string  | yes      |         |           |            | 2        | 20      |
      | ROUNDS    | number  | no       | 2       |           |            |          |         |
      | LOUD      | boolean | no       | false   |           |            |          |         |
      | CHANNEL   | string  | no       | web     | web, mail |            |          |         |
      | CODE      | string  | no       | A1      |           | [A-Z][0-9] |          |         |
    And the template "release" has the tasks:
      | key   | title           | description                            | kind      | specialist | complexity | estimated effort | parent | waits for |
      | whole | Release PRODUCT | After ROUNDS rounds by CHANNEL as CODE | milestone |            |            |                  |        |           |
      | build | Build PRODUCT   | Build PRODUCT for everybody            | standard  | coder      | complex    | ROUNDS days      | whole  |           |
      | check | Check PRODUCT   | Check the build of PRODUCT             | testing   | tester     | simple     |                  | whole  | build     |

  Rule: What is created loads back, and is listed with its category

    @TMPL-1 @API-2 @blocker
    Scenario: A template loads back as it was created
      When the template "release" is created
      Then the creation is accepted
      And the template "release" loads back with equal value

    @TMPL-1 @API-2 @critical
    Scenario: A template that was created is listed
      Given the template "release" is created
      When the templates are listed
      Then the template "release" is among those listed

    @TMPL-1 @API-2 @normal
    Scenario Outline: A template created under <category> is listed there
      Given the template "release" is created under <category>
      When the templates under <category> are listed
      Then the template "release" is among those listed under <category>

      Examples: categories
        | category    |
        | the user's  |
        | shared ones |

    @TMPL-1 @API-2 @normal
    Scenario: A template belongs to the user where nothing else is said
      Given the template "release" is created
      When the templates are listed
      Then the template "release" is among those listed under the user's

    @TMPL-1 @API-2 @normal
    Scenario: A list of one category holds no other
      Given the template "release" is created under shared ones
      When the templates under the user's are listed
      Then the template "release" is not among those listed

    @TMPL-1 @API-2 @normal
    Scenario: A template is loaded from its category
      Given the template "release" is created under shared ones
      When the template "release" is loaded from shared ones
      Then the load is accepted

    @TMPL-1 @API-2 @normal
    Scenario: A template is not loaded from another category
      Given the template "release" is created under shared ones
      When the template "release" is loaded from the user's
      Then the load is refused

    @TMPL-1 @API-2 @normal
    Scenario: A list tells what templates are for where that is asked for
      Given the template "release" is now for "crowds of happy users"
      And the template "release" is created
      When the templates are listed with what they are for
      Then the answer tells "crowds of happy users"

    @TMPL-1 @API-2 @normal
    Scenario: The description of a template tells what it is for
      Given the template "release" is now for "crowds of happy users"
      And the template "release" is created
      When the template "release" is described
      Then the answer tells "crowds of happy users"

    @TMPL-1 @API-2 @normal
    Scenario Outline: What nobody created is not <found>
      When the template "release" is <found>
      Then the <action> is refused

      Examples: requests
        | found     | action      |
        | loaded    | load        |
        | described | description |

  Rule: A template takes the place of another only when that is said

    @TMPL-1 @critical
    Scenario: A template with a name that is taken is refused
      Given the template "release" is created
      When the template "release" is created
      Then the creation is refused

    @TMPL-1 @critical
    Scenario: A refused template leaves the earlier one as it was
      Given the template "release" is created
      And the template "release" is now for "something else"
      And the template "release" is created
      When the template "release" is loaded
      Then the answer does not tell "something else"

    @TMPL-1 @normal
    Scenario: A template takes the place of another when that is said
      Given the template "release" is created
      And the template "release" is now for "something else"
      When the template "release" is created over what is there
      Then the template "release" loads back with equal value

  Rule: What is no template is refused, and leaves no trace

    @TMPL-1 @critical
    Scenario Outline: A template is not created out of <content>
      When a template is created out of <content>
      Then the creation is refused
      And the template "malformed" is not there

      Examples: contents
        | content                    |
        | a text that is no template |
        | a template that breaks off |
        | nothing                    |
        | a list                     |

    @TMPL-1 @normal
    Scenario: The refusal says where the content breaks off
      When a template is created out of a template that breaks off
      Then the problem is told to be at "3"

    @TMPL-1 @critical
    Scenario Outline: A template with <mistake> is not created
      Given the template "release" has <mistake>
      When the template "release" is created
      Then the creation is refused
      And the template "release" is not there

      Examples: mistakes
        | mistake                        |
        | no tasks                       |
        | no metadata                    |
        | a task without a title         |
        | an unknown parent              |
        | an unknown predecessor         |
        | tasks that wait for each other |

    @TMPL-1 @normal
    Scenario Outline: A template named "<name>" is not created
      When a template named "<name>" is created
      Then the creation is refused

      Examples: names
        | name            |
        | with blanks in  |
        | with.a.dot      |
        | with/a/slash    |
        | ünïcödé         |
        | ../climbing-out |

  Rule: A validation says what is wrong, and where

    @TMPL-2 @critical
    Scenario: A valid template is told to be valid
      When the template "release" is validated
      Then the template is told to be valid

    @TMPL-2 @critical
    Scenario Outline: A template with <mistake> is told not to be valid, and where
      Given the template "release" has <mistake>
      When the template "release" is validated
      Then the template is told not to be valid
      And the problem is told to be at "<place>"

      Examples: mistakes
        | mistake                        | place    |
        | no tasks                       | tasks    |
        | no metadata                    | metadata |
        | a task without a title         | whole    |
        | an unknown parent              | build    |
        | an unknown predecessor         | build    |
        | tasks that wait for each other | build    |
        | an undeclared parameter        | NOBODY   |
        | a parameter of no known type   | PRODUCT  |
        | a specialist that is none      | build    |

    @TMPL-2 @normal
    Scenario Outline: <content> is told not to be a valid template
      When a template out of <content> is validated
      Then the validation is accepted
      And the template is told not to be valid

      Examples: contents
        | content                    |
        | a text that is no template |
        | a template that breaks off |
        | nothing                    |

    @TMPL-2 @normal
    Scenario: All templates that were created are valid
      Given the template "release" is created
      When all templates are validated
      Then they are told to be valid

    @TMPL-2 @normal
    Scenario: A validation stores nothing
      When the template "release" is validated
      Then the template "release" is not there

  Rule: Filled in, a template becomes tasks

    @TMPL-3 @blocker
    Scenario: Every blank is filled
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value |
        | PRODUCT   | Rhea  |
        | ROUNDS    | 7     |
        | CHANNEL   | mail  |
        | CODE      | B2    |
      Then the description of "Release Rhea" is "After 7 rounds by mail as B2"

    @TMPL-3 @critical
    Scenario: What is left out gets its default
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value |
        | PRODUCT   | Dione |
      Then the description of "Release Dione" is "After 2 rounds by web as A1"

    @TMPL-3 @critical
    Scenario Outline: The <value> of a task is that of the template
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value  |
        | PRODUCT   | Tethys |
      Then the <value> of "Build Tethys" is "<content>"

      Examples: values
        | value            | content                    |
        | specialist       | coder                      |
        | complexity       | complex                    |
        | estimated effort | 2 days                     |
        | description      | Build Tethys for everybody |
        | parent           | Release Tethys             |

    @TMPL-3 @critical
    Scenario: The tasks made of a template are pending
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value |
        | PRODUCT   | Mimas |
      Then "Build Mimas" is still pending

    @TMPL-3 @critical
    Scenario: A template that is only filled in plans nothing
      Given the template "release" is created
      When the template "release" is filled in with:
        | parameter | value        |
        | PRODUCT   | Nobodys Moon |
      Then the instantiation is accepted
      And the answer tells "Build Nobodys Moon"
      And no task is called "Build Nobodys Moon"

    @TMPL-3 @critical
    Scenario: A template that nobody knows makes no tasks
      When the tasks of the template "release" are planned with:
        | parameter | value |
        | PRODUCT   | Titan |
      Then the instantiation is refused

    @TMPL-3 @critical
    Scenario: Without a value that it needs, nothing is planned
      Given the template "release" is created
      And the number of tasks is noted
      When the tasks of the template "release" are planned with nothing
      Then the instantiation is refused
      And the number of tasks is as noted

    @TMPL-3 @critical
    Scenario Outline: With <parameter> as <value>, nothing is planned
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter   | value       |
        | PRODUCT     | Wrong Titan |
        | <parameter> | <value>     |
      Then the instantiation is refused
      And no task is called "Build Wrong Titan"

      Examples: wrong values
        | parameter | value      |
        | UNKNOWN   | anything   |
        | ROUNDS    | "several"  |
        | ROUNDS    | true       |
        | LOUD      | "yes"      |
        | CHANNEL   | pigeon     |
        | CODE      | lower case |

    @TMPL-3 @normal
    Scenario Outline: A name of <length> is refused
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value  |
        | PRODUCT   | <name> |
      Then the instantiation is refused

      Examples: lengths
        | length            | name                                  |
        | less than allowed | X                                     |
        | more than allowed | A name of many more than twenty signs |

  Rule: What is removed is gone

    @TMPL-4 @critical
    Scenario: A deleted template is not listed any more
      Given the template "release" is created
      When the template "release" is deleted
      Then the removal is accepted
      And the template "release" is not there

    @TMPL-4 @critical
    Scenario: A deleted template does not load any more
      Given the template "release" is created
      When the template "release" is deleted
      And the template "release" is loaded
      Then the load is refused

    @TMPL-4 @normal
    Scenario: A shared template is deleted from its category
      Given the template "release" is created under shared ones
      When the template "release" is deleted from shared ones
      Then the template "release" is not there

    @TMPL-4 @critical
    Scenario: An uninstalled template is not listed any more
      Given the template "release" is created
      When the template "release" is uninstalled
      Then the removal is accepted
      And the template "release" is not there

    @TMPL-4 @normal
    Scenario: A template is not uninstalled from a category where it is not
      Given the template "release" is created under shared ones
      When the template "release" is uninstalled from the user's
      Then the removal is refused

    @TMPL-4 @normal
    Scenario: Uninstalled from one category, a template of the same name stays in another
      Given the template "release" is created
      And the template "release" is created under shared ones
      When the template "release" is uninstalled from the user's
      And the templates are listed
      Then the template "release" is among those listed under shared ones

    @TMPL-4 @critical
    Scenario Outline: A template nobody knows is not <removed>
      When the template "release" is <removed>
      Then the removal is refused

      Examples: requests
        | removed     |
        | deleted     |
        | uninstalled |

    @TMPL-4 @critical
    Scenario Outline: A built-in template is not <removed>
      When a built-in template is <removed>
      Then the removal is refused

      Examples: requests
        | removed     |
        | deleted     |
        | uninstalled |

  Rule: What is installed is listed and loads

    @TMPL-5 @critical @own_server
    Scenario: The built-in library is installed
      When the built-in library is installed
      Then templates are told to be installed
      And every template that is listed loads

    @TMPL-5 @normal @own_server
    Scenario: A second installation of the library skips what is there
      Given the built-in library is installed
      When the built-in library is installed again
      Then all of them are told to be skipped

    @TMPL-5 @normal @own_server
    Scenario: A second installation overwrites where that is said
      Given the built-in library is installed
      When the built-in library is installed over what is there
      Then templates are told to be overwritten

    @TMPL-5 @normal @own_server
    Scenario Outline: The part "<part>" of the library is installed
      When the part "<part>" of the built-in library is installed
      Then templates are told to be installed
      And every template that is listed loads

      Examples: parts
        | part        |
        | development |
        | research    |

    @TMPL-5 @normal
    Scenario: A part that the library does not have is refused
      When the part "cooking" of the built-in library is installed
      Then the installation is refused

    @TMPL-5 @normal @own_server
    Scenario: The examples are installed
      When the examples are installed
      Then templates are told to be installed
      And every template that is listed loads

    @TMPL-5 @normal @own_server
    Scenario: A second installation of the examples skips what is there
      Given the examples are installed
      When the examples are installed again
      Then all of them are told to be skipped

    @TMPL-5 @normal
    Scenario: Examples cannot be installed in a category that is none
      When the part "cooking" of the examples is installed
      Then the installation is refused

    @TMPL-5 @normal @own_server
    Scenario: The templates installed are told
      Given the built-in library is installed
      When the installation status is asked for
      Then a built-in template is named in the answer

    @TMPL-5 @TMPL-2 @normal @own_server
    Scenario: All that is installed is valid
      Given the built-in library is installed
      And the examples are installed
      When all templates are validated
      Then they are told to be valid
