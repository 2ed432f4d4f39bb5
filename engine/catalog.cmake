# saddle_catalog(target folder Type header): every folder/NAME.cpp defines `Type folder::NAME()`; this writes the table of them,
# sorted by name, as `const std::vector<Type>& saddle::folder::all()`. A misnamed file is a link error, and no list is edited.
# With ENTRIES it also defines saddle::catalog::folder(), what users may know of them (saddle/catalog.h).
# Files in folders below it are helpers of an entry, not entries. A folder that lies in another is called by its last name.
function(saddle_catalog target place type header)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${place}/*.cpp)
  file(GLOB helpers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${place}/*/*.cpp)
  get_filename_component(folder ${place} NAME)
  list(SORT sources)
  set(declarations "")
  set(rows "")
  foreach(source IN LISTS sources)
    get_filename_component(name ${source} NAME_WE)
    string(APPEND declarations "${type} ${name}();\n")
    string(APPEND rows "      ${name}(),\n")
  endforeach()
  set(entries "")
  if(ARGV4 STREQUAL ENTRIES)
    string(CONFIGURE [[
const std::vector<Entry>& catalog::@folder@() {
  static const std::vector<Entry> entries = [] {
    std::vector<Entry> rows;
    for (const @type@& row : @folder@::all()) rows.push_back(row.entry);
    return rows;
  }();
  return entries;
}
]] entries @ONLY)
  endif()
  set(table ${CMAKE_CURRENT_BINARY_DIR}/catalog/${folder}.cpp)
  file(CONFIGURE OUTPUT ${table} CONTENT [[// Written by catalog.cmake from the files in @place@/.
#include <vector>

#include "@header@"

namespace saddle {
namespace @folder@ {
@declarations@
const std::vector<@type@>& all() {
  static const std::vector<@type@> table = {
@rows@  };
  return table;
}

}  // namespace @folder@
@entries@
}  // namespace saddle
]] @ONLY)
  target_sources(${target} PRIVATE ${sources} ${helpers} ${table})
endfunction()
