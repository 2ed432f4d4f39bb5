# Parsing the headers of the standard library and of the packages is most of what compiling a small file takes. With
# SADDLE_PCH they are parsed once for each library. Ours are not among them: whoever edits one rebuilds what includes it.
# A build without (./test --clang) shows that each file includes what it uses.
set(saddle_common_headers <algorithm> <array> <chrono> <cmath> <cstdint> <filesystem> <functional> <map> <memory>
    <optional> <ranges> <set> <span> <string> <string_view> <unordered_map> <utility> <variant> <vector> <fmt/format.h>)

function(saddle_precompile target)
  if(SADDLE_PCH)
    target_precompile_headers(${target} PRIVATE ${saddle_common_headers} ${ARGN})
  endif()
endfunction()

# With SADDLE_UNITY the files of a room (app/panels and all below it, engine/train, ...) are compiled as one: what they include
# is parsed once, and what they instantiate is compiled once; by room that is half the work of the same by folder. It is for
# builds from nothing (./run, ./test): whoever edits one file compiles its whole room. Names in unnamed namespaces are
# therefore unique within a room.
function(saddle_unite target)
  if(NOT SADDLE_UNITY)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources EXCLUDE REGEX "^\\$<")  # objects that were compiled elsewhere
  foreach(source IN LISTS sources)
    get_filename_component(folder ${source} DIRECTORY)
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${folder})
    string(REGEX MATCH "^[^/]+/[^/]+" room ${folder})
    string(REPLACE "/" "_" room ${room})
    set_source_files_properties(${source} TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP ${room})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # GCC takes what stands in an unnamed namespace of an included file for a header's.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endfunction()
