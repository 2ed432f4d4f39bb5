# What the application needs besides the engine's libraries: window, widgets, fonts and the command line.

find_package(CLI11 2.1 QUIET)
saddle_need(CLI11_FOUND libcli11-dev)
find_package(glfw3 3.3 QUIET)
saddle_need(glfw3_FOUND libglfw3-dev)
find_package(Fontconfig QUIET)
saddle_need(Fontconfig_FOUND libfontconfig-dev)
find_package(Freetype QUIET)
saddle_need(Freetype_FOUND libfreetype-dev)

# Optional: pictures on the clipboard, which GLFW does not give. XWayland has one too.
find_path(XCB_INCLUDE_DIR xcb/xcb.h)
find_library(XCB_LIBRARY xcb)
mark_as_advanced(XCB_INCLUDE_DIR XCB_LIBRARY)
if(XCB_INCLUDE_DIR AND XCB_LIBRARY)
  add_library(xcb INTERFACE IMPORTED GLOBAL)
  target_include_directories(xcb INTERFACE ${XCB_INCLUDE_DIR})
  target_link_libraries(xcb INTERFACE ${XCB_LIBRARY})
else()
  message(STATUS "libxcb1-dev is missing: of the clipboard, only the path of a picture is pasted")
endif()

# libimgui.a holds the GLFW and OpenGL 3 backends and the FreeType rasterizer; unused backends are not linked.
find_path(IMGUI_INCLUDE_DIR imgui.h PATH_SUFFIXES imgui)
find_library(IMGUI_LIBRARY imgui)
mark_as_advanced(IMGUI_INCLUDE_DIR IMGUI_LIBRARY)
saddle_need(IMGUI_INCLUDE_DIR libimgui-dev)
saddle_need(IMGUI_LIBRARY libimgui-dev)
add_library(imgui INTERFACE IMPORTED GLOBAL)
target_include_directories(imgui INTERFACE ${IMGUI_INCLUDE_DIR} ${IMGUI_INCLUDE_DIR}/backends)
target_link_libraries(imgui INTERFACE ${IMGUI_LIBRARY} stb Freetype::Freetype glfw ${CMAKE_DL_LIBS})

# The OpenGL 3.3 loader. Without --reproducible glad would fetch the specification from the network.
find_program(SADDLE_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(SADDLE_PYTHON python3)
mark_as_advanced(SADDLE_PYTHON)
saddle_need(SADDLE_PYTHON python3-glad)
set(glad_dir ${CMAKE_CURRENT_BINARY_DIR}/glad)
add_custom_command(
  OUTPUT ${glad_dir}/src/gl.c ${glad_dir}/include/glad/gl.h
  COMMAND ${SADDLE_PYTHON} -m glad --quiet --api gl:core=3.3 --extensions= --reproducible --out-path ${glad_dir} c
  COMMENT "Generating the OpenGL 3.3 loader"
  VERBATIM)
add_library(glad STATIC ${glad_dir}/src/gl.c ${glad_dir}/include/glad/gl.h)
file(MAKE_DIRECTORY ${glad_dir}/include)
target_include_directories(glad SYSTEM PUBLIC ${glad_dir}/include)

foreach(target CLI11::CLI11 glfw Fontconfig::Fontconfig Freetype::Freetype)
  set_target_properties(${target} PROPERTIES IMPORTED_GLOBAL ON)
endforeach()
