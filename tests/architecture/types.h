#pragma once

#include <string>
#include <vector>

namespace saddle {

// A type that a C++ text defines, where other files could define one of the same name: not in a function, nor in an
// unnamed namespace. Specializations of templates are left out.
struct DefinedType {
  std::string name;  // qualified: "saddle::Trainer::State"
  std::string file;
};
std::vector<DefinedType> types_defined_in(const std::string& file, const std::string& text);

// Two types of one name in a program break the rule of one definition, and the linker says nothing: it takes the member
// functions of either for both. Returns each such name with its files, as "name: file, file". A program is all of
// engine/ and app/, with the tests of one folder, or one file of tests/examples or tests/fuzz.
std::vector<std::string> names_defined_twice(const std::vector<DefinedType>& types);

}  // namespace saddle
